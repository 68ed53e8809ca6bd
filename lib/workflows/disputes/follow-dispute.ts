import { followTrouble } from '#lib/cases/follow-trouble.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isOpenFor } from '#lib/domain/money/payment-dispute.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import {
  type DisputeRecorded,
  type DisputeReport,
  recordDispute,
} from '#lib/payments/disputes/record-dispute.ts'
import { revokeUnfounded } from '#lib/workflows/unlocks/revoke-unfounded.ts'
import { bookWonBack } from './book-won-back.ts'

/** What a payer's bank does to a payment: booked, its case kept as the dispute stands, and nothing done to any lock: only a release that is not out yet waits. */
export async function followDispute(
  tx: Tx,
  report: DisputeReport,
  now: Temporal.Instant,
): Promise<DisputeRecorded> {
  const recorded = await recordDispute(tx, report)
  if (recorded.outcome === 'unknown_payment' || recorded.change === 'unclear') return recorded
  const { payment, status, reason, evidenceDueAt, change } = recorded
  const { disputeId } = report
  const balance = await bookWonBack(tx, { payment, disputeId, balance: recorded.balance, now })
  const dispute = await disputeOf(tx, { lenderId: payment.lenderId, disputeId })
  await followTrouble(tx, {
    ...payment,
    kind: 'dispute',
    dedupeKey: disputeKey(disputeId),
    change,
    now,
    isOpen: isOpenFor(status, balance),
    detail: { dispute: disputeId, status, reason },
    dueAt: dispute?.stage === 'to_answer' ? evidenceDueAt : null,
  })
  await revokeUnfounded(tx, payment.loanId, now)
  return recorded
}

/** By which the case of a dispute is known. */
export function disputeKey(disputeId: string): string {
  return `dispute:${disputeId}`
}
