import type { Tx } from '#lib/db/transaction.ts'

const keptDays = 30

/** Deletes sessions and invitations of the staff that ended more than 30 days ago; the audit log keeps that they were. Returns how many. */
export async function forgetOldStaffSessions(tx: Tx, now: Temporal.Instant): Promise<number> {
  const since = now.subtract({ hours: keptDays * 24 })
  const sessions = await tx
    .deleteFrom('staffSessions')
    .where('expiresAt', '<', since)
    .executeTakeFirst()
  const invitations = await tx
    .deleteFrom('staffInvitations')
    .where('expiresAt', '<', since)
    .executeTakeFirst()
  return [sessions, invitations].reduce(
    (sum, { numDeletedRows }) => sum + Number(numDeletedRows),
    0,
  )
}
