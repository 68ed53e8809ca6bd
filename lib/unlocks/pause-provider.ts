import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type Provider = { lenderId: string; provider: string }

/** Stops sending to a lock provider. Its connection's id; undefined when the lender has no such provider, or it is paused. */
export async function pauseProvider(
  tx: Tx,
  { lenderId, provider, reason, now }: Provider & { reason: string; now: Temporal.Instant },
): Promise<string | undefined> {
  const paused = await tx
    .updateTable('mdmConnections')
    .set({ pausedAt: now, pausedReason: reason })
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('pausedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return paused?.id
}

type Reason = Provider & { reason: string; by: string }

/** Why somebody else wanted to stop a lock provider that was paused already: said beside the first reason while it is. */
export async function noteFurtherReason(
  tx: Tx,
  { lenderId, provider, reason, by }: Reason,
): Promise<void> {
  const paused = await tx
    .selectFrom('mdmConnections')
    .select('id')
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('pausedAt', 'is not', null)
    .executeTakeFirst()
  if (!paused) return
  await writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: 'lock_service.stop_wanted',
    subject: 'lock_service',
    subjectId: paused.id,
    detail: { provider, reason },
  })
}

/** Sends again; what waited is due and goes by itself. Undefined when the provider was not paused. */
export async function resumeProvider(
  tx: Tx,
  { lenderId, provider }: Provider,
): Promise<string | undefined> {
  const resumed = await tx
    .updateTable('mdmConnections')
    .set({ pausedAt: null, pausedReason: null })
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('pausedAt', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return resumed?.id
}

/** For a query with `unlocks` in it: the lock provider of the phone is paused. */
export const isPaused = sql<boolean>`exists (
  select from devices as its
    join mdm_connections as paused
      on paused.lender_id = its.lender_id and paused.provider = its.provider
   where its.id = unlocks.device_id and paused.paused_at is not null)`
