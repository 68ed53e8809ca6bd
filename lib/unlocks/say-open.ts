import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

type SaidOpen = { deviceId: string; borrowerId: string; now: Temporal.Instant }

/**
 * The borrower's word that the phone is open, after a code was given out for it. It stands until the phone itself says
 * something newer, and confirms nothing. False when no code was given, or another's phone is meant; twice changes nothing.
 */
export async function sayOpen(tx: Tx, { deviceId, borrowerId, now }: SaidOpen): Promise<boolean> {
  const unlock = await tx
    .updateTable('unlocks')
    .set({ saidOpenAt: now, saidOpenBy: borrowerId })
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('offlineCodes')
          .select('offlineCodes.id')
          .whereRef('offlineCodes.unlockId', '=', 'unlocks.id'),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('devices')
          .select('devices.id')
          .whereRef('devices.id', '=', 'unlocks.deviceId')
          .where('devices.borrowerId', '=', borrowerId),
      ),
    )
    .returning(['id', 'lenderId'])
    .executeTakeFirst()
  if (!unlock) return false
  await writeAuditLog(tx, {
    lenderId: unlock.lenderId,
    actor: `borrower:${borrowerId}`,
    action: 'unlock.said_open',
    subject: 'unlock',
    subjectId: unlock.id,
  })
  return true
}
