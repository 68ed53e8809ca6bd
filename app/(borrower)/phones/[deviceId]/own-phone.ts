import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { phoneOf } from '#lib/loans/queries.ts'

/** The phone that an address or a form names, of the borrower who is signed in. */
export async function requirePhone(deviceId: string) {
  const { lender, borrower } = await requireBorrower()
  const phone = await phoneOf(database(), borrower.id, deviceId)
  if (!phone) return missing()
  return { lender, borrower, phone, reader: await readerOf(lender) }
}
