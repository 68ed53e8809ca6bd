import { sql } from 'kysely'
import { isListed, isOver } from '#lib/block-lists/queries.ts'
import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'

const batch = 100

/**
 * Puts each phone that nothing is owed for any more, and that is still on a list, before a person. What was put there and is owed
 * for again before anybody asked the list is nobody's task.
 */
export async function openRemovals(now: Temporal.Instant): Promise<void> {
  for (const { listingId, lenderId, loanId, list } of await toRemove())
    await transaction((tx) =>
      openCase(tx, {
        lenderId,
        loanId,
        kind: 'block_list_removal',
        dedupeKey: removalKey(listingId),
        detail: { list },
      }),
    )
  for (const { listingId, lenderId } of await owedAgain())
    await transaction((tx) =>
      closeByItself(tx, { lenderId, dedupeKey: removalKey(listingId), now }),
    )
}

/** Of the case that asks for it. */
export const removalKey = (listingId: string) => `block_list_removal:${listingId}`

function listed() {
  return database()
    .selectFrom('blockListings')
    .innerJoin('loans', 'loans.id', 'blockListings.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .leftJoin('cases', (join) =>
      join
        .onRef('cases.lenderId', '=', 'blockListings.lenderId')
        .on('cases.kind', '=', 'block_list_removal')
        .onRef('cases.loanId', '=', 'blockListings.loanId')
        .on('cases.closedAt', 'is', null)
        .on((eb) =>
          eb('cases.dedupeKey', '=', sql<string>`'block_list_removal:' || block_listings.id`),
        ),
    )
    .select(['blockListings.id as listingId', 'blockListings.lenderId', 'blockListings.loanId'])
    .select('blockListings.list')
    .where(isListed)
    .orderBy('blockListings.notedAt')
    .limit(batch)
}

const toRemove = () => listed().where(isOver).where('cases.id', 'is', null).execute()

const owedAgain = () =>
  listed()
    .where((eb) => eb.not(isOver))
    .where('blockListings.removalRequestedOn', 'is', null)
    .where('cases.id', 'is not', null)
    .execute()
