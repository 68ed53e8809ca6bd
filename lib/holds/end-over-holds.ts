import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'

type OverHold = {
  holdId: string
  lenderId: string
  reason: HoldReason
  provider: string | null
}

/** Ends up to `most` holds whose time has passed, once each, and names them. */
export async function endOverHolds(
  tx: Tx,
  now: Temporal.Instant,
  most: number,
): Promise<OverHold[]> {
  const over = await tx
    .updateTable('holds')
    .set({ endedAt: now, endedBy: 'keyturn', endReason: 'over' })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('holds as due')
        .select('due.id')
        .where('due.endedAt', 'is', null)
        .where('due.untilAt', '<=', now)
        .orderBy('due.untilAt')
        .limit(most)
        // Another who is at it decides; what it leaves comes with the next round.
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .returning(['id as holdId', 'lenderId', 'reason', 'provider'])
    .execute()
  for (const { holdId, lenderId, reason } of over) {
    await writeAuditLog(tx, {
      lenderId,
      actor: 'keyturn',
      action: 'hold.ended',
      subject: 'hold',
      subjectId: holdId,
      detail: { reason, endReason: 'over' },
    })
  }
  return over
}
