import type { Database } from '#lib/db/client.ts'

const onPage = 12

/** What was sent to a borrower, newest first, with what tells a message of ours from another. */
export function sentTo(
  db: Database,
  { lenderId, borrowerId }: { lenderId: string; borrowerId: string },
) {
  return db
    .selectFrom('notices')
    .select(['id', 'channel', 'recipient', 'subject'])
    .select((eb) => eb.ref('sentAt').$notNull().as('at'))
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .where('sentAt', 'is not', null)
    .orderBy('sentAt', 'desc')
    .limit(onPage)
    .execute()
}
