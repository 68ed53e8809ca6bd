import { noteRemoved, withdrawListing } from '#lib/block-lists/move-listing.ts'
import { closeByItself } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { removalKey } from './open-removals.ts'

type Now = { now: Temporal.Instant }

/** The phone is off the list: nobody has to see to it any more, and its borrower is told. */
export async function takeOffList(
  tx: Tx,
  { now, ...removed }: Parameters<typeof noteRemoved>[1] & Now,
) {
  const done = await noteRemoved(tx, removed)
  if ('refusal' in done) return done
  const { lenderId, loanId, listingId } = removed
  await closeByItself(tx, { lenderId, dedupeKey: removalKey(listingId), now })
  await queueForBorrower(tx, {
    loanId,
    kind: 'block_list_removed',
    causeId: listingId,
    detail: { listingId },
  })
  return done
}

/** It never was on the list: nobody has to see to it. */
export async function neverOnList(
  tx: Tx,
  { now, ...of }: Parameters<typeof withdrawListing>[1] & Now,
) {
  const done = await withdrawListing(tx, of)
  if ('refusal' in done) return done
  await closeByItself(tx, { lenderId: of.lenderId, dedupeKey: removalKey(of.listingId), now })
  return done
}
