import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import type { DisputeBalance } from '#lib/domain/money/payment-dispute.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { payAgain } from '#lib/payments/disputes/pay-again.ts'
import type { CapturedPayment } from '#lib/payments/payment-of-intent.ts'
import { requestUnlockByEffect } from '#lib/workflows/unlocks/request-unlock-by-effect.ts'

type WonBack = {
  payment: CapturedPayment
  disputeId: string
  balance: DisputeBalance
  now: Temporal.Instant
}

/** What came back after it had been made owed again is not owed any more: the phone follows, and the borrower is told. */
export async function bookWonBack(tx: Tx, wonBack: WonBack): Promise<DisputeBalance> {
  const { payment, disputeId, balance, now } = wonBack
  const amountMinor = balance.owedAgainMinor - balance.takenMinor
  if (amountMinor <= 0n) return balance
  const { paymentId, loanId, lenderId } = payment
  const { causeId, effect } = await payAgain(tx, payment, { disputeId, amountMinor, now })
  const { policy } = await lenderById(tx, lenderId)
  await requestUnlockByEffect(tx, effect, {
    loanId,
    cause: 'payment',
    causeId,
    actor: 'keyturn',
    now,
    deadlineAt: unlockDeadline(now, policy),
  })
  const detail = { paymentId, amountMinor: String(amountMinor) }
  await queueForBorrower(tx, { loanId, kind: 'dispute_won_back', causeId, detail })
  return { ...balance, owedAgainMinor: balance.takenMinor }
}
