import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'

export type LateUnlock = {
  unlockId: string
  lenderId: string
  loanId: string
  deadlineAt: Temporal.Instant
}

/** Unlocks whose promise has run out and that nobody has said so of yet. */
export function dueUnlocks(db: Database, now: Temporal.Instant): Promise<LateUnlock[]> {
  return (
    db
      .selectFrom('unlocks')
      .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
      .select(['unlocks.id as unlockId', 'unlocks.lenderId', 'unlocks.loanId', 'deadlineAt'])
      .where('deadlineAt', '<=', now)
      .where('lateAt', 'is', null)
      .where('state', 'not in', ['confirmed', 'superseded'])
      // Whoever holds the phone says that it is open.
      .where(saidOpenAt, 'is', null)
      .execute()
  )
}

/** Marks an unlock as late. False when it was marked before, or is not late any more. */
export async function markLate(
  tx: Tx,
  { unlockId, lenderId }: LateUnlock,
  now: Temporal.Instant,
): Promise<boolean> {
  const late = await tx
    .updateTable('unlocks')
    .set({ lateAt: now })
    .where('id', '=', unlockId)
    .where('lateAt', 'is', null)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .returning('id')
    .executeTakeFirst()
  if (!late) return false
  await writeAuditLog(tx, {
    lenderId,
    actor: 'keyturn',
    action: 'unlock.late',
    subject: 'unlock',
    subjectId: unlockId,
  })
  return true
}
