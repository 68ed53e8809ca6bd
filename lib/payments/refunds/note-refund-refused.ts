import type { Tx } from '#lib/db/transaction.ts'

/** The provider will not give this money back, however often it is asked. False when that was noted before. */
export async function noteRefundRefused(
  tx: Tx,
  refundId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('refunds')
    .set({ state: 'failed', stateAt: now })
    .where('id', '=', refundId)
    .where('state', '=', 'requested')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
