'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/payment.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { reversalEffects } from './reversal-effects.ts'

/** Undoes a wrong entry of cash, after showing what that does. */
export async function reverseEntry(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, lender, staff, reader } = await requirePayment(typed.paymentId ?? '')
  const t = await getTranslations('desk-acts')
  const { reason: note = '' } = typed
  if (note === '') return withFaults({ typed, faults: { reason: t('fault.reason') } })
  if (!isConfirmed(typed, note)) {
    const effects = await reversalEffects(payment, reader)
    return { typed, faults: {}, effects: { key: note, ...effects } }
  }
  const { id: paymentId, askedMinor: amountMinor, currency } = payment
  const entry = { lenderId: lender.id, paymentId, amountMinor, currency, note, staffId: staff.id }
  const asked = await transaction((tx) =>
    reverseByStaff(tx, { ...entry, now: Temporal.Now.instant() }),
  )
  if ('refusal' in asked) return missing()
  // When somebody else was faster the page says that it is undone, not that this did it.
  const done = asked.outcome === 'reversed' ? '?done=reversed' : ''
  if (asked.outcome !== 'asked') redirect(`/desk/payments/${paymentId}${done}`)
  redirect(`/desk/approvals/${asked.approvalId}${asked.isNew ? '?done=asked' : ''}`)
}
