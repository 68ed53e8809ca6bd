import { boardStages, type GroupKey } from '#lib/unlocks/board.ts'

/** A group of the board as an address or a form names it. */
export function groupFields({ provider, stage, errorClass, said }: GroupKey) {
  return { provider, stage, errorClass: errorClass ?? '', said }
}

/** The group that an address or a form names; undefined when it names none. */
export function groupIn(fields: Record<string, string | undefined>): GroupKey | undefined {
  const stage = boardStages.find((name) => name === fields.stage)
  if (!stage || !fields.provider) return undefined
  const { provider, errorClass, said = '' } = fields
  return { provider, stage, errorClass: errorClass || null, said }
}
