'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { cashEffects } from '#app/desk/loans/[loanId]/acts/cash/cash-effects.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { fallsAwayBySetAside, wasBookedAfterAll } from '#lib/payments/book-set-aside.ts'
import { bookAfterAll } from '#lib/workflows/money/book-after-all.ts'

const bookForm = z.object({ of: z.string() })

export async function bookIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, captured, lender, staff, reader } = await requirePayment(typed)
  const { of } = requireForm(typed, bookForm)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === of)
  if (!money) return missing()
  const t = await getTranslations('desk-acts')
  const bookedPage = `/desk/payments/${payment.id}?done=booked`
  // Sent twice, or booked by somebody else meanwhile: that is what is shown.
  if (money.inSuspenseMinor <= 0n && (await wasBookedAfterAll(database(), money)))
    redirect(bookedPage)
  const seen = String(money.suspenseMinor)
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  if (!isConfirmed(typed, seen)) {
    const booked: Parameters<typeof cashEffects>[1] = {
      amountMinor: money.suspenseMinor,
      fallsAwayOf: (loan) => fallsAwayBySetAside(loan, payment, money),
    }
    const sentences = await cashEffects(payment, booked, reader)
    return { typed, faults: {}, seen, effects: { key: seen, sentences } }
  }
  const { paymentIntentId, suspenseMinor: seenSuspenseMinor } = money
  const wish = { lenderId: lender.id, paymentId: payment.id, paymentIntentId, seenSuspenseMinor }
  const booked = await transaction((tx) =>
    bookAfterAll(tx, { ...wish, staffId: staff.id, now: Temporal.Now.instant() }),
  )
  if ('outcome' in booked) redirect(bookedPage)
  if (booked.refusal === 'missing') return missing()
  if (booked.refusal === 'changed_since')
    return { typed, faults: {}, seen, notice: await figuresChanged() }
  const title = t(`book.refusal.${booked.refusal}`)
  return { typed, faults: {}, seen, notice: { tone: 'wait', title } }
}
