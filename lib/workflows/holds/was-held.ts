import type { Tx } from '#lib/db/transaction.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'

/** Whether this cause has ever kept the lock side away: one that was not allowed to does not begin to later. */
export async function wasHeldFor(
  tx: Tx,
  { reason, causeId }: { reason: HoldReason; causeId: string },
): Promise<boolean> {
  const hold = await tx
    .selectFrom('holds')
    .select('id')
    .where('reason', '=', reason)
    .where('causeId', '=', causeId)
    .limit(1)
    .executeTakeFirst()
  return hold !== undefined
}
