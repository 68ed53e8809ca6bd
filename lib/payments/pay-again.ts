import { writeJournal } from '#lib/db/journal.ts'
import { lockLoan, post } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { splitCapture } from '#lib/domain/capture-split.ts'
import type { Effect } from '#lib/domain/effect.ts'
import { bookToLoan } from './book-to-loan.ts'
import { disputePostings } from './dispute-books.ts'
import type { CapturedPayment } from './payment-of-intent.ts'

export type PaidAgain = { causeId: string; effect: Effect }

/** The bank has given back what had been made owed again: it pays for the loan once more, or lies apart as it did before. */
export async function payAgain(
  tx: Tx,
  payment: CapturedPayment,
  {
    disputeId,
    amountMinor,
    now,
  }: { disputeId: string; amountMinor: bigint; now: Temporal.Instant },
): Promise<PaidAgain> {
  const { lenderId, paymentId } = payment
  const loan = await lockLoan(tx, payment.loanId)
  const causeId = `${disputeId}:${(await disputePostings(tx, { disputeId, paymentId })).length}`
  await writeJournal(tx, {
    ...{ lenderId, actor: 'stripe', action: 'dispute.won_back' },
    ...{ subject: 'payment', subjectId: paymentId },
    detail: { dispute: disputeId, amountMinor: String(amountMinor) },
  })
  if ((await apartMinor(tx, disputeId)) >= amountMinor) {
    await post(tx, {
      ...{ lenderId, cause: 'dispute_won_back', causeId, currency: loan.currency, loanId: null },
      paymentId,
      entries: [
        { account: 'disputes', amountMinor },
        { account: 'suspense', amountMinor: -amountMinor },
      ],
    })
    return { causeId, effect: { kind: 'none', moreNeededMinor: 0n } }
  }
  const split = splitCapture(loan, {
    ...{ receivedMinor: amountMinor, rebateMinor: 0n, isTwin: false },
    today: now.toZonedDateTimeISO(loan.lender.timeZone).toPlainDate(),
  })
  const money = { paymentId, receivedMinor: amountMinor, split, now }
  const { effect } = await bookToLoan(tx, loan, {
    ...{ ...money, cause: 'dispute_won_back', causeId, from: 'disputes' },
  })
  return { causeId, effect }
}

// What had never been booked to the loan.
async function apartMinor(tx: Tx, disputeId: string): Promise<bigint> {
  const { apart } = await tx
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('amountMinor'), eb.lit(0)).as('apart'))
    .where('cause', 'in', ['dispute_owed_again', 'dispute_won_back'])
    .where('causeId', 'like', `${disputeId}:%`)
    .where('account', '=', 'suspense')
    .executeTakeFirstOrThrow()
  return BigInt(apart)
}
