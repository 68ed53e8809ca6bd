import type { Tx } from '#lib/db/transaction.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import type { RecordedPayment } from '#lib/payments/record-payment.ts'
import { tellHelper } from '#lib/workflows/checkout/tell-helper.ts'
import { reviewByPayment } from '#lib/workflows/plans/review-plans.ts'
import { decideByPayment } from '#lib/workflows/promises/decide-promises.ts'
import { requestUnlockByEffect } from '#lib/workflows/unlocks/request-unlock-by-effect.ts'
import { endWhenPaid } from './end-when-paid.ts'
import { tellOfVouchers } from './tell-of-vouchers.ts'

type BookedMoney = {
  payment: RecordedPayment
  effect: Effect
  /** Names the money when it is not the payment's first. */
  causeId?: string
}

/** What follows once money is booked to a loan, however it came: the phone opens as the effect says, the receipt goes out, a promise is kept. */
export async function followMoney(
  tx: Tx,
  booked: BookedMoney,
  now: Temporal.Instant,
): Promise<void> {
  const { paymentId, loanId } = booked.payment
  await askForUnlock(tx, booked, now)
  await queueForBorrower(tx, {
    loanId,
    kind: 'receipt',
    causeId: paymentId,
    detail: { paymentId, loanId },
  })
  await tellHelper(tx, paymentId)
  await decideByPayment(tx, paymentId, now)
  await reviewByPayment(tx, loanId, now)
  await endWhenPaid(tx, loanId, now)
  await tellOfVouchers(tx, loanId, now)
}

async function askForUnlock(
  tx: Tx,
  { effect, payment, causeId = payment.paymentId }: BookedMoney,
  now: Temporal.Instant,
): Promise<void> {
  const unlockId = await requestUnlockByEffect(tx, effect, {
    loanId: payment.loanId,
    cause: 'payment',
    causeId,
    actor: 'keyturn',
    deadlineAt: unlockDeadline(now, payment),
    now,
  })
  if (unlockId)
    await tx.updateTable('payments').set({ unlockId }).where('id', '=', payment.paymentId).execute()
}
