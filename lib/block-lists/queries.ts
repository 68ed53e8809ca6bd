import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { listingState } from '#lib/domain/block-listing.ts'
import { hasDisputedMoney } from '#lib/ledger/disputed-money.ts'

/**
 * For a query with `loans` and `devices` in it: there is no reason any more to have this phone blocked. It is paid for, and
 * no bank may take that back; or it was handed back.
 */
export const isOver = sql<boolean>`(
  devices.handed_back_at is not null or (loans.outstanding_minor = 0 and not ${hasDisputedMoney}))`

/** For a query with `block_listings` in it: the phone is on the list, as far as anybody knows. */
export const isListed = sql<boolean>`(
  block_listings.removed_on is null and block_listings.withdrawn_at is null)`

/** The lists that a lender's phone is or was on, the newest first. */
export async function blockListingsOf(db: Database, about: { lenderId: string; loanId: string }) {
  const rows = await db
    .selectFrom('blockListings')
    .innerJoin('loans', 'loans.id', 'blockListings.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select(['blockListings.id as listingId', 'blockListings.list', 'blockListings.listedOn'])
    .select(['blockListings.removalRequestedOn', 'blockListings.requestReference'])
    .select(['blockListings.removedOn', 'blockListings.removalProof', isOver.as('isOver')])
    .where('blockListings.lenderId', '=', about.lenderId)
    .where('blockListings.loanId', '=', about.loanId)
    .where('blockListings.withdrawnAt', 'is', null)
    .orderBy('blockListings.listedOn', 'desc')
    .orderBy('blockListings.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, state: listingState(row, row) }))
}

export type ShownListing = Awaited<ReturnType<typeof blockListingsOf>>[number]
