'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress, withFaults } from '#app/form-faults.ts'
import { id, ticked, typedText, version } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { returnChecks } from '#lib/domain/return/checklist.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { tickCheck } from '#lib/returns/tick-check.ts'
import { callOffReturn } from '#lib/workflows/returns/call-off.ts'
import { answerReturn } from '#lib/workflows/returns/handle-return.ts'

const tickForm = z.object({ returnId: id, item: z.enum(returnChecks), isDone: ticked })
const actForm = z.object({ returnId: id, version })
const noteForm = z.object({ note: typedText(20_000) })

export async function tick(form: FormData): Promise<never> {
  const by = await asBorrower()
  const asked = requireForm(form, tickForm)
  const { returnId, item, isDone } = asked
  const { refusal } = await transaction((tx) => tickCheck(tx, { ...by, ...asked }))
  // An address that differs by its place alone would not be drawn anew.
  return answer(returnId, refusal, `?${isDone ? 'ticked' : 'cleared'}=${item}#check-${item}`)
}

export async function withdraw(form: FormData): Promise<never> {
  const act = await actIn(form)
  const closed = await transaction((tx) => callOffReturn(tx, { ...act, why: 'withdrawn' }))
  return answer(act.returnId, refusalOf(closed))
}

export async function agree(form: FormData): Promise<never> {
  const act = await actIn(form)
  const agreed = await transaction((tx) => answerReturn(tx, { ...act, answer: 'agree' }))
  return answer(act.returnId, refusalOf(agreed))
}

export type Dispute = { note: string; faults: { note?: 'note_missing' | 'note_too_long' } }

export async function dispute(_: Dispute, form: FormData): Promise<Dispute> {
  const act = await actIn(form)
  const { note: typed } = noteForm.parse(Object.fromEntries(form))
  const note = typed.replaceAll('\r\n', '\n')
  const result = await transaction((tx) => answerReturn(tx, { ...act, answer: 'dispute', note }))
  const refusal = refusalOf(result)
  if (refusal === 'note_missing' || refusal === 'note_too_long')
    return withFaults({ note, faults: { note: refusal } })
  return answer(act.returnId, refusal)
}

async function asBorrower() {
  const { borrower } = await requireBorrower()
  const [owner, actor] = [{ borrowerId: borrower.id }, `borrower:${borrower.id}`]
  return { owner, actor, now: Temporal.Now.instant() }
}

async function actIn(form: FormData): Promise<ReturnAct> {
  const by = await asBorrower()
  const { returnId, version: seenVersion } = requireForm(form, actForm)
  return { ...by, returnId, seenVersion }
}

function refusalOf(result: object): string | undefined {
  return 'refusal' in result ? String(result.refusal) : undefined
}

async function answer(returnId: string, refusal: string | undefined, place = ''): Promise<never> {
  if (refusal === 'not_found') missing()
  const page = `/returns/${returnId}`
  redirect(refusal ? await faultAddress(`${page}?refusal=changed`) : page + place)
}
