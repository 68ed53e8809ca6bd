'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { reversalEffects } from './reversal-effects.ts'

const reasonForm = z.object({ reason: z.string().min(1) })

export async function reverseEntry(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, lender, staff, reader } = await requirePayment(typed)
  const t = await getTranslations('desk-acts')
  const { asked, faults } = readTyped(typed, reasonForm, { reason: t('fault.reason') })
  if (!asked) return withFaults({ typed, faults })
  const { reason: note } = asked
  if (!isConfirmed(typed, note)) {
    const effects = await reversalEffects(payment, reader)
    return { typed, faults: {}, effects: { key: note, ...effects } }
  }
  const { id: paymentId, askedMinor: amountMinor, currency } = payment
  const entry = { lenderId: lender.id, paymentId, amountMinor, currency, note, staffId: staff.id }
  const undone = await transaction((tx) =>
    reverseByStaff(tx, { ...entry, now: Temporal.Now.instant() }),
  )
  if ('refusal' in undone) return missing()
  // When somebody else was faster the page says that it is undone, not that this did it.
  const done = undone.outcome === 'reversed' ? '?done=reversed' : ''
  if (undone.outcome !== 'asked') redirect(`/desk/payments/${paymentId}${done}`)
  redirect(`/desk/approvals/${undone.approvalId}${undone.isNew ? '?done=asked' : ''}`)
}
