import type { Database } from '#lib/db/client.ts'

const onPage = 5

/** The codes that a borrower was sent lately, newest first: when, and by which way. Never the codes. */
export async function codesSent(
  db: Database,
  { lenderId, borrowerId }: { lenderId: string; borrowerId: string },
) {
  const rows = await db
    .selectFrom('challenges')
    .select(['id', 'sentBy', 'createdAt as at'])
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .where('sentBy', 'in', ['email', 'sms'])
    .orderBy('createdAt', 'desc')
    .limit(onPage)
    .execute()
  return rows.map(({ sentBy, ...row }) => ({
    ...row,
    channel: sentBy === 'sms' ? ('sms' as const) : ('email' as const),
  }))
}
