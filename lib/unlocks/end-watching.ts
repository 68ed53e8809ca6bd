import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

type WatchingEnded = {
  lenderId: string
  provider: string
  staffId: string
  /** How many phones were shown as to be opened. */
  phones: number
  now: Temporal.Instant
}

/** From now on phones open by the ledger alone. False when the service is not watched, or not any more. */
export async function endWatching(
  tx: Tx,
  { lenderId, provider, staffId, phones, now }: WatchingEnded,
): Promise<boolean> {
  const actor = `staff:${staffId}`
  const ended = await tx
    .updateTable('mdmConnections')
    .set({ watchingEndedAt: now, watchingEndedBy: actor })
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('watchingSince', 'is not', null)
    .where('watchingEndedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return false
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'lock_service.watching_ended',
    subject: 'lock_service',
    subjectId: ended.id,
    detail: { provider, phones },
  })
  return true
}
