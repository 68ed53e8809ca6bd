import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { openingOf, waitsForPhone } from '#lib/domain/lock/opening.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'

export type LateUnlock = {
  unlockId: string
  lenderId: string
  loanId: string
  deadlineAt: Temporal.Instant
}

/** Unlocks whose promise has run out and that nobody has said so of yet; not while only the phone is missing. */
export async function dueUnlocks(db: Database, now: Temporal.Instant): Promise<LateUnlock[]> {
  const due = await db
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select(['unlocks.id as unlockId', 'unlocks.lenderId', 'unlocks.loanId', 'deadlineAt'])
    .select(['state', 'acceptedAt', 'provider', 'lockState', 'otherLocks'])
    .select(['lastSeenAt', 'handedBackAt', isServiceDown.as('isServiceDown')])
    .where('deadlineAt', '<=', now)
    .where('lateAt', 'is', null)
    .where('state', 'not in', ['confirmed', 'superseded'])
    // Whoever holds the phone says that it is open.
    .where(saidOpenAt, 'is', null)
    .execute()
  return due.filter((one) => {
    const phone = { ...one, isOpenedByHand: isOpenedByHand(one.provider) }
    return !waitsForPhone(openingOf(phone, now), one)
  })
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
