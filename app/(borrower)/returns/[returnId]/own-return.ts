import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { returnOf } from '#lib/returns/queries.ts'

/** The return that an address names, of the borrower who is signed in. */
export async function requireReturn(returnId: string) {
  const { lender, borrower } = await requireBorrower()
  const shown = await returnOf(database(), { borrowerId: borrower.id }, returnId)
  if (!shown) return missing()
  return { lender, borrower, shown, reader: await readerOf(lender) }
}
