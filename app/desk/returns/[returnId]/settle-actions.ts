'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { text } from '#app/form-values.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { owedAtSettlement } from '#lib/domain/return/quote.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { keptPhotos } from '#lib/returns/add-photo.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { settleByStaff } from '#lib/workflows/returns/return-by-staff.ts'
import { closeReturn } from '#lib/workflows/returns/settle-return.ts'
import { actOn, backTo } from './act.ts'
import { settleSentences } from './settle-sentences.ts'

const settleForm = z.object({ note: text(600) })

/** Books a return, after showing what that does to the loan. Changed figures are shown again. */
export async function bookIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, ...viewed } = await actOn(typed)
  const { shown } = viewed
  if (shown.state !== 'agreed') return backTo(act, 'changed')
  const { outstandingMinor: quotedMinor } = await quoteInForce(database(), act.returnId)
  const figure = { owedMinor: shown.owedAfterMinor ?? 0n, quotedMinor }
  const leftMinor = owedAtSettlement(figure, shown.outstandingMinor)
  const t = await getTranslations('desk-acts')
  const isAlone = (await keptPhotos(database(), act.returnId, 'staff')) > 0n
  const { note } = settleForm.parse(typed)
  if (!isAlone && note === '') return withFaults({ typed, faults: { note: t('fault.reason') } })
  const key = `${shown.version}|${shown.outstandingMinor}|${leftMinor}|${note}`
  if (!isConfirmed(typed, key)) {
    const sentences = await settleSentences({ ...shown, leftMinor }, viewed.reader)
    const asks = { sentences: [...sentences, t('second_person')], confirm: t('ask_second') }
    return { typed, faults: {}, effects: { key, ...(isAlone ? { sentences } : asks) } }
  }
  const valueMinor = shown.outstandingMinor - leftMinor
  const by = { lenderId: viewed.lender.id, staffId: viewed.staff.id, valueMinor, note }
  const done = await transaction((tx) => settleByStaff(tx, { ...act, ...by }))
  if ('approvalId' in done)
    redirect(`/desk/approvals/${done.approvalId}${done.isNew ? '?done=asked' : ''}`)
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'settled' })
}

export async function closeIt(form: FormData): Promise<never> {
  const { act } = await actOn(typedIn(form))
  const done = await transaction((tx) => closeReturn(tx, { ...act, to: 'closed' }))
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'closed' })
}
