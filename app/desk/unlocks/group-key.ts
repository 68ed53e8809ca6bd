import { z } from 'zod'
import { text } from '#app/form-values.ts'
import { boardStages, type GroupKey } from '#lib/unlocks/board.ts'

/** A group of the board as an address or a form names it. */
export function groupFields({ provider, stage, errorClass, said }: GroupKey) {
  return { provider, stage, errorClass: errorClass ?? '', said }
}

const groupForm = z.object({
  provider: z.string().min(1),
  stage: z.enum(boardStages),
  errorClass: text(600).transform((typed) => typed || null),
  said: text(600),
})

/** The group that an address or a form names; undefined when it names none. */
export function groupIn(fields: Record<string, unknown>): GroupKey | undefined {
  return groupForm.safeParse(fields).data
}
