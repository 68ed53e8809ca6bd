'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/payment.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { owableMinor } from '#lib/domain/money/payment-dispute.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import { oweAgainByStaff } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { owedAgainSentences } from './owed-again-sentences.ts'

/** Asks a second person to agree that what a bank has taken for good is owed again, after showing what that does. */
export async function makeOwedAgain(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, lender, staff, reader, captured } = await requirePayment(typed.paymentId ?? '')
  const about = { lenderId: lender.id, disputeId: typed.dispute ?? '' }
  const dispute = await disputeOf(database(), about)
  if (dispute?.paymentId !== payment.id) return missing()
  const acts = await getTranslations('desk-acts')
  const t = await getTranslations('desk-payment-disputes')
  const amountMinor = owableMinor(dispute.stage, dispute.books)
  const seen = String(amountMinor)
  const { reason: note = '' } = typed
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  if (note === '') return withFaults({ typed, faults: { reason: acts('fault.reason') }, seen })
  if (!isConfirmed(typed, note)) {
    const sentences = await owedAgainSentences({ payment, dispute, captured, amountMinor }, reader)
    const effects = { key: note, sentences: [...sentences, acts('second_person')] }
    return { typed, faults: {}, seen, effects }
  }
  const asked = await transaction((tx) =>
    oweAgainByStaff(tx, {
      ...about,
      paymentId: payment.id,
      amountMinor,
      note,
      staffId: staff.id,
      now: Temporal.Now.instant(),
    }),
  )
  if ('outcome' in asked)
    redirect(`/desk/approvals/${asked.approvalId}${asked.isNew ? '?done=asked' : ''}`)
  if (asked.refusal === 'missing') return missing()
  if (asked.refusal === 'changed_since')
    return { typed, faults: {}, seen, notice: await figuresChanged() }
  return {
    typed,
    faults: {},
    seen,
    notice: { tone: 'wait', title: t(`act.refusal.${asked.refusal}`) },
  }
}
