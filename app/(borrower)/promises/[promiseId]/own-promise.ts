import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { promiseOf } from '#lib/promises/queries.ts'

/** The promise that an address names, of the borrower who is signed in. */
export async function requirePromise(promiseId: string) {
  const { lender, borrower } = await requireBorrower()
  const promise = await promiseOf(database(), borrower.id, promiseId)
  if (!promise) return missing()
  return { lender, borrower, promise, reader: await readerOf(lender) }
}
