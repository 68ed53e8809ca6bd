import type { Database } from '#lib/db/client.ts'
import type { PostingCause } from '#lib/domain/money/ledger-accounts.ts'
import type { DisputeBalance } from '#lib/domain/money/payment-dispute.ts'

const takenBy: readonly PostingCause[] = ['dispute_funds_withdrawn', 'dispute_funds_reinstated']
const owedBy: readonly PostingCause[] = ['dispute_owed_again', 'dispute_won_back']

type DisputePosting = { cause: PostingCause; causeId: string; amountMinor: bigint }

/** Everything that a dispute of a payment has moved, by what lies on `disputes` for it. */
export async function disputePostings(
  db: Database,
  { disputeId, paymentId }: { disputeId: string; paymentId: string },
): Promise<DisputePosting[]> {
  const entries = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['cause', 'causeId', 'amountMinor'])
    .where('ledgerEntries.paymentId', '=', paymentId)
    .where('account', '=', 'disputes')
    .orderBy('ledgerEntries.id')
    .execute()
  return entries
    .filter(({ causeId }) => causeId.split(':')[0] === disputeId)
    .map((entry) => ({ ...entry, cause: entry.cause as PostingCause }))
}

/** What of a dispute's money is where. */
export function balanceOfDispute(postings: readonly DisputePosting[]): DisputeBalance {
  const sum = (causes: readonly PostingCause[]) =>
    postings
      .filter(({ cause }) => causes.includes(cause))
      .reduce((total, { amountMinor }) => total + amountMinor, 0n)
  return { takenMinor: sum(takenBy), owedAgainMinor: -sum(owedBy) }
}

/** Whether a bank has money of this payment that it has not given back. */
export async function isTakenByBank(db: Database, paymentId: string): Promise<boolean> {
  const { taken } = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('amountMinor'), eb.lit(0)).as('taken'))
    .where('paymentId', '=', paymentId)
    .where('account', '=', 'disputes')
    .where('cause', 'in', takenBy)
    .executeTakeFirstOrThrow()
  return BigInt(taken) > 0n
}
