import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type Revocation = {
  unlockId: string
  lenderId: string
  reason: 'owed_again' | 'disputed' | 'money_went_back' | 'reason_ended'
  now: Temporal.Instant
}

/** Ends an unlock that is not out yet, because what it was asked for is gone. False when it is out, or over. */
export async function revokeUnlock(
  tx: Tx,
  { unlockId, lenderId, reason, now }: Revocation,
): Promise<boolean> {
  const revoked = await tx
    .updateTable('unlocks')
    .set({ state: 'superseded', stateAt: now, revokedAt: now })
    .where('id', '=', unlockId)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['requested', 'retry_wait']),
        // Whoever was sending it is gone.
        eb.and([eb('state', '=', 'dispatching'), eb('nextActionAt', '<=', now)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  if (!revoked) return false
  await writeAuditLog(tx, {
    ...{ lenderId, actor: 'keyturn', action: 'unlock.revoked' },
    ...{ subject: 'unlock', subjectId: unlockId, detail: { reason } },
  })
  return true
}
