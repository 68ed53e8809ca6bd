import {
  noteRemovalRequested,
  noteRemoved,
  withdrawListing,
} from '#lib/block-lists/move-listing.ts'
import type { Ids } from '#tests/support/database/right-rows.ts'
import type { Write, Writes } from './write.ts'

const today = Temporal.Now.plainDateISO('UTC')
const listed = { removed_on: null, removal_proof: null, removed_by: null }

const of = ({ lenders, loans, staff, block_listings }: Ids) => ({
  lenderId: `${lenders}`,
  loanId: `${loans}`,
  listingId: `${block_listings}`,
  staffId: `${staff}`,
  today,
})

const listing = (act: Write['act']): Write => ({
  table: 'block_listings',
  takes: { block_listings: listed },
  owners: ['lenders', 'loans'],
  act,
})

export const blockLists: Writes = {
  noteRemovalRequested: listing((tx, ids) =>
    noteRemovalRequested(tx, { ...of(ids), requestedOn: today, reference: 'R' }),
  ),
  noteRemoved: listing((tx, ids) => noteRemoved(tx, { ...of(ids), removedOn: today, proof: 'P' })),
  withdrawListing: listing((tx, ids) => withdrawListing(tx, of(ids))),
}
