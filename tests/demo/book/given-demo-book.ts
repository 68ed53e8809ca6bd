import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { loadDemoBook } from '#lib/demo/book/book.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

export const worldUrl = 'http://127.0.0.1:3100'

/** The demo's book, as a first start loads it. Call once, at the top. */
export async function givenDemoBook(): Promise<void> {
  await freshDatabase({ bystanders: false })
  await loadDemoBook({ worldUrl })
}

export const devices = () =>
  database()
    .selectFrom('devices')
    .innerJoin('lenders', 'lenders.id', 'devices.lenderId')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .selectAll('devices')
    .select(['slug', 'host', 'loanNumber', 'email', 'outstandingMinor', 'creditMinor'])
    .execute()

export async function lenders() {
  const rows = await database().selectFrom('lenders').select('id').orderBy('id').execute()
  return Promise.all(rows.map(({ id }) => lenderById(database(), id)))
}
