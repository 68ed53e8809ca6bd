import { noteListing } from '#lib/block-lists/move-listing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'

export const today = Temporal.Now.plainDateISO('Asia/Colombo')
export const yesterday = today.subtract({ days: 1 })

type Loan = { loanId: string; lenderId: string }

/** Who acts on which loan of their lender. */
export const by = ({ loanId, lenderId }: Loan, staffId: string) => ({
  loanId,
  lenderId,
  staffId,
  today,
})

/** Notes a phone on a list as staff do; gives the entry. */
export async function givenListing(loan: Loan, staffId: string, list = 'CEIR'): Promise<string> {
  const noted = await transaction((tx) =>
    noteListing(tx, { ...by(loan, staffId), list, listedOn: yesterday }),
  )
  if ('refusal' in noted) throw new Error(noted.refusal)
  return noted.listingId
}

export function listingRow(listingId: string) {
  return database()
    .selectFrom('blockListings')
    .selectAll()
    .where('id', '=', listingId)
    .executeTakeFirstOrThrow()
}
