import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import type { Outside } from './outside.ts'

type Patience = {
  limitMs: number
  /** Makes due at once what is planned for later, as if the time had passed. */
  hurried: boolean
}

/** Waits until nothing is under way any more. False when that takes longer than the limit. */
export async function untilSettled(
  outside: Outside,
  { limitMs, hurried }: Patience,
): Promise<boolean> {
  const endsAt = performance.now() + limitMs
  for (;;) {
    const left = await underWay(outside).catch(() => ['the database is away'])
    if (left.length === 0) return true
    if (performance.now() > endsAt) return false
    if (hurried) await passTime().catch(() => {})
    await sleep(1_000)
  }
}

/** What is not finished, in words; payments whose page is still open at Stripe do not count. */
export async function underWay(outside: Outside): Promise<string[]> {
  const { rows } = await sql<{ what: string; session: string | null }>`
    select 'event ' || id as what, null as session from psp_events where handled_at is null
    union all
    select 'unlock ' || id || ' ' || state, null from unlocks
     where state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered')
    union all
    select 'refund ' || id, null from refunds where state = 'requested'
    union all
    select 'notice ' || id, null from notices where sent_at is null
    union all
    select 'job ' || task_identifier || ' ' || id, null from graphile_worker.jobs
     where attempts >= max_attempts
        or (locked_at is not null and not exists (
             select from pg_locks where locktype = 'advisory' and granted
                and (classid::bigint << 32 | objid::bigint) = hashtextextended(locked_by, 0)))
    union all
    select 'payment ' || id || ' ' || state, checkout_session_id from payments
     where state in ('opening', 'open', 'processing')`.execute(database())
  return rows
    .filter(({ session }) => !session || sessionState(outside, session) !== 'open')
    .map(({ what }) => what)
}

function sessionState(outside: Outside, id: string): string | null | undefined {
  return outside.stripe.objects.sessions.get(id)?.session.status
}

/** As if a minute and more had passed for all that waits; what a process is doing this moment is left to it. */
export async function passTime(): Promise<void> {
  for (const statement of [
    sql`update payments set next_check_at = now() - interval '1 minute'
         where state in ('opening', 'open', 'processing') and next_check_at is not null`,
    sql`update unlocks set next_action_at = now() - interval '1 minute'
         where state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered')
           and state_at < now() - interval '5 seconds'`,
    sql`update psp_events set received_at = received_at - interval '1 minute'
         where handled_at is null and received_at > now() - interval '1 minute'`,
    sql`update refunds set created_at = created_at - interval '1 minute'
         where state = 'requested' and created_at > now() - interval '1 minute'`,
    sql`update notices set next_attempt_at = now() - interval '1 minute'
         where sent_at is null and failed_at is null and created_at < now() - interval '5 seconds'`,
    sql`update graphile_worker._private_jobs set run_at = now()
         where run_at > now() and locked_at is null`,
  ])
    await statement.execute(database())
  await reconcile(Temporal.Now.instant())
}
