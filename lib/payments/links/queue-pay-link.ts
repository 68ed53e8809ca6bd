import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Has a link shown on its phone's lock screen once the caller's transaction commits. */
export async function queuePayLink(
  tx: Tx,
  payLinkId: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.updateTable('payLinks').set({ showNextAt: now }).where('id', '=', payLinkId).execute()
  await addJob(tx, 'show-pay-link', { payLinkId }, { key: `pay_link:${payLinkId}` })
}
