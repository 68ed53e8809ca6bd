import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { flagContacts } from '#lib/workflows/settings/flag-contacts.ts'

/** Puts contacts that nobody has checked for too long before a person, and takes back what has been checked since. */
export default async function flagOldContacts(): Promise<void> {
  const lenders = await database().selectFrom('lenders').select('id').orderBy('id').execute()
  const now = Temporal.Now.instant()
  for (const { id } of lenders)
    await transaction(async (tx) => flagContacts(tx, await lenderById(tx, id), now))
}
