'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { returnChecks } from '#lib/domain/return/checklist.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { tickCheck } from '#lib/returns/tick-check.ts'
import { answerReturn } from '#lib/workflows/returns/handle-return.ts'
import { closeReturn } from '#lib/workflows/returns/settle-return.ts'

const actForm = z.object({
  returnId: z.uuid(),
  version: z.coerce.number().int().min(0).catch(0),
  note: z.string().max(20_000).default(''),
  item: z.enum(returnChecks).optional().catch(undefined),
  isDone: z.string().optional(),
})

type Asked = { act: ReturnAct; form: z.infer<typeof actForm> }

async function asked(sent: FormData): Promise<Asked> {
  const { borrower } = await requireBorrower()
  const read = actForm.safeParse(Object.fromEntries(sent))
  if (!read.success) return missing()
  const { returnId, version: seenVersion } = read.data
  const [owner, actor] = [{ borrowerId: borrower.id }, `borrower:${borrower.id}`]
  const act = { owner, actor, returnId, seenVersion, now: Temporal.Now.instant() }
  return { act, form: read.data }
}

/** Ticks one thing of the checklist, or takes the tick away. */
export async function tick(sent: FormData): Promise<never> {
  const { act, form } = await asked(sent)
  const { item, isDone } = form
  if (!item) return missing()
  const { refusal } = await transaction((tx) =>
    tickCheck(tx, { ...act, item, isDone: isDone === 'yes' }),
  )
  // An address that differs by its place alone would not be drawn anew.
  const done = isDone === 'yes' ? 'ticked' : 'cleared'
  return answer(act, refusal, `?${done}=${item}#check-${item}`)
}

export async function withdraw(sent: FormData): Promise<never> {
  const { act } = await asked(sent)
  return answer(
    act,
    refusalOf(await transaction((tx) => closeReturn(tx, { ...act, to: 'withdrawn' }))),
  )
}

export async function agree(sent: FormData): Promise<never> {
  const { act } = await asked(sent)
  return answer(
    act,
    refusalOf(await transaction((tx) => answerReturn(tx, { ...act, answer: 'agree' }))),
  )
}

export type Dispute = { note: string; faults: { note?: 'note_missing' | 'note_too_long' } }

/** Says what is wrong; gives back what was typed when it cannot be taken like that. */
export async function dispute(_: Dispute, sent: FormData): Promise<Dispute> {
  const { act, form } = await asked(sent)
  const note = form.note.replaceAll('\r\n', '\n')
  const result = await transaction((tx) => answerReturn(tx, { ...act, answer: 'dispute', note }))
  const refusal = refusalOf(result)
  if (refusal === 'note_missing' || refusal === 'note_too_long')
    return withFaults({ note, faults: { note: refusal } })
  return answer(act, refusal)
}

function refusalOf(result: object): string | undefined {
  return 'refusal' in result ? String(result.refusal) : undefined
}

function answer({ returnId }: ReturnAct, refusal: string | undefined, place = ''): never {
  if (refusal === 'not_found') missing()
  redirect(`/returns/${returnId}${refusal ? '?refusal=changed' : place}`)
}
