import type { Database } from '#lib/db/client.ts'

/** Whether a payment can be begun by this link: it was not ended, and its time is not over. */
export async function isLinkValid(
  db: Database,
  payLinkId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const valid = await db
    .selectFrom('payLinks')
    .select('id')
    .where('id', '=', payLinkId)
    .where('revokedAt', 'is', null)
    .where(({ eb, or }) => or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .executeTakeFirst()
  return valid !== undefined
}
