import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type ListingDayFault, listingDayFault } from '#lib/domain/block-listing.ts'

type By = { lenderId: string; staffId: string; today: Temporal.PlainDate }
type Listing = By & { loanId: string; list: string; listedOn: Temporal.PlainDate }
type OfListing = By & { loanId: string; listingId: string }

export type ListingRefusal = { refusal: 'missing' | 'already_listed' | ListingDayFault }
type Noted = { listingId: string }

/** Notes that a phone is on a list. It is on one list once. */
export async function noteListing(
  tx: Tx,
  { lenderId, loanId, list, listedOn, staffId, today }: Listing,
): Promise<Noted | ListingRefusal> {
  const fault = listingDayFault(listedOn, { today })
  if (fault) return { refusal: fault }
  const row = await tx
    .insertInto('blockListings')
    .columns(['lenderId', 'loanId', 'list', 'listedOn', 'notedBy', 'notedAt'])
    .expression(
      tx
        .selectFrom('loans')
        .select(['loans.lenderId', 'loans.id'])
        .select([sql.val(list).as('list'), sql<Temporal.PlainDate>`${listedOn}::date`.as('on')])
        .select([sql<string>`${staffId}::uuid`.as('by'), sql<Temporal.Instant>`now()`.as('at')])
        .where('loans.lenderId', '=', lenderId)
        .where('loans.id', '=', loanId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return { refusal: 'already_listed' }
  await written(tx, { lenderId, staffId, listingId: row.id }, 'block_listing.noted', {
    blockList: list,
  })
  return { listingId: row.id }
}

/** The list was asked to take the phone off; again, when it was asked anew. */
export async function noteRemovalRequested(
  tx: Tx,
  {
    requestedOn,
    reference,
    ...of
  }: OfListing & { requestedOn: Temporal.PlainDate; reference: string },
): Promise<Noted | ListingRefusal> {
  const listing = await lockListing(tx, of)
  const fault = listing && listingDayFault(requestedOn, { ...listing, today: of.today })
  if (!listing || fault) return { refusal: fault ?? 'missing' }
  await tx
    .updateTable('blockListings')
    .set({ removalRequestedOn: requestedOn, requestReference: reference, requestedBy: of.staffId })
    .where('id', '=', listing.id)
    .execute()
  await written(tx, of, 'block_listing.removal_requested', {
    blockList: listing.list,
    proof: reference,
  })
  return of
}

/** The phone is off the list, and this proves it. */
export async function noteRemoved(
  tx: Tx,
  { removedOn, proof, ...of }: OfListing & { removedOn: Temporal.PlainDate; proof: string },
): Promise<Noted | ListingRefusal> {
  const listing = await lockListing(tx, of)
  const fault = listing && listingDayFault(removedOn, { ...listing, today: of.today })
  if (!listing || fault) return { refusal: fault ?? 'missing' }
  await tx
    .updateTable('blockListings')
    .set({ removedOn, removalProof: proof, removedBy: of.staffId })
    .where('id', '=', listing.id)
    .execute()
  await written(tx, of, 'block_listing.removed', { blockList: listing.list, proof })
  return of
}

/** It was noted by mistake. */
export async function withdrawListing(tx: Tx, of: OfListing): Promise<Noted | ListingRefusal> {
  const listing = await lockListing(tx, of)
  if (!listing) return { refusal: 'missing' }
  await tx
    .updateTable('blockListings')
    .set({ withdrawnAt: sql`now()`, withdrawnBy: of.staffId })
    .where('id', '=', listing.id)
    .execute()
  await written(tx, of, 'block_listing.withdrawn', { blockList: listing.list })
  return of
}

// One that is over, by its removal or as a mistake, stays as it is.
function lockListing(tx: Tx, { lenderId, loanId, listingId }: OfListing) {
  return tx
    .selectFrom('blockListings')
    .select(['id', 'list', 'listedOn'])
    .where('lenderId', '=', lenderId)
    .where('loanId', '=', loanId)
    .where('id', '=', listingId)
    .where('removedOn', 'is', null)
    .where('withdrawnAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

type Action = Extract<Parameters<typeof writeAuditLog>[1]['action'], `block_listing.${string}`>

function written(
  tx: Tx,
  { lenderId, staffId, listingId }: Omit<OfListing, 'loanId' | 'today'>,
  action: Action,
  detail: { blockList: string; proof?: string },
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action,
    subject: 'block_listing',
    subjectId: listingId,
    detail,
  })
}
