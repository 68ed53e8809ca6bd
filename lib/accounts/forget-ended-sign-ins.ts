import type { Tx } from '#lib/db/transaction.ts'

const keptDays = 30

/** Deletes sign-ins, failed ones and sessions that ended more than 30 days ago; the audit log keeps that they were. Returns how many. */
export async function forgetOldSignIns(tx: Tx, now: Temporal.Instant): Promise<number> {
  const since = now.subtract({ hours: keptDays * 24 })
  const challenges = await tx
    .deleteFrom('challenges')
    .where('createdAt', '<', since)
    .executeTakeFirst()
  const failures = await tx
    .deleteFrom('signInFailures')
    .where('lastAt', '<', since)
    .executeTakeFirst()
  const sessions = await tx.deleteFrom('sessions').where('expiresAt', '<', since).executeTakeFirst()
  return [challenges, failures, sessions].reduce(
    (sum, { numDeletedRows }) => sum + Number(numDeletedRows),
    0,
  )
}
