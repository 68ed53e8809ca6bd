import { writeJournal } from '#lib/db/journal.ts'
import { post } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Money } from '#lib/domain/money.ts'
import { paymentOfIntent } from './payment-of-intent.ts'

export type DisputeReport = {
  disputeId: string
  paymentIntentId: string
  change: 'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated' | 'closed'
  status: string
  money: Money
}

export type DisputeRecorded =
  | { outcome: 'recorded'; payment: { paymentId: string; lenderId: string; loanId: string } }
  | { outcome: 'unknown_payment' }

/**
 * Books what a dispute moves: money leaves or returns between `stripe_clearing` and `disputes`.
 * The loan's own books stay: a dispute never makes anybody late, and never locks a phone.
 */
export async function recordDispute(tx: Tx, report: DisputeReport): Promise<DisputeRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  const { disputeId, change, money, status } = report
  if (change === 'funds_withdrawn' || change === 'funds_reinstated') {
    const towardsDispute = change === 'funds_withdrawn' ? money.amountMinor : -money.amountMinor
    await post(tx, {
      lenderId: payment.lenderId,
      cause: `dispute_${change}`,
      causeId: disputeId,
      currency: money.currency,
      loanId: null,
      paymentId: payment.paymentId,
      entries: [
        { account: 'disputes', amountMinor: towardsDispute },
        { account: 'stripe_clearing', amountMinor: -towardsDispute },
      ],
    })
  }
  await writeJournal(tx, {
    lenderId: payment.lenderId,
    actor: 'stripe',
    action: `dispute.${change}`,
    subject: 'payment',
    subjectId: payment.paymentId,
    detail: {
      dispute: disputeId,
      status,
      amountMinor: String(money.amountMinor),
      currency: money.currency,
    },
  })
  const { paymentId, lenderId, loanId } = payment
  return { outcome: 'recorded', payment: { paymentId, lenderId, loanId } }
}
