import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

type Settled = {
  lenderId: string
  paymentIntentId: string
  staffId: string
  now: Temporal.Instant
}

/** Closes the case of money that was set aside, once it is booked or given back. Nothing when it has none open. */
export async function closeSetAside(
  tx: Tx,
  { lenderId, paymentIntentId, staffId, now }: Settled,
): Promise<void> {
  const closedBy = `staff:${staffId}`
  const closed = await tx
    .updateTable('cases')
    .set({ closedAt: now, closedBy, version: sql<number>`version + 1` })
    .where('dedupeKey', '=', `set_aside:${paymentIntentId}`)
    .where('lenderId', '=', lenderId)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) return
  await writeAuditLog(tx, {
    lenderId,
    actor: closedBy,
    action: 'case.closed',
    subject: 'case',
    subjectId: closed.id,
  })
}
