import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'

export type IncomingEvent = {
  id: string
  type: string
  objectId: string | null
  account: string | null
  livemode: boolean
  createdAt: Temporal.Instant
  /** The body as Stripe signed it. */
  payload: string
}

/**
 * Stores events and their jobs in one statement, so in one commit. Says of each, in order, whether it was new.
 * Commits that notify the worker wait for each other in PostgreSQL, so a burst is better stored together.
 */
export async function acceptEvents(db: Database, events: IncomingEvent[]): Promise<boolean[]> {
  const { rows } = await sql<{ id: string }>`
    with told as (
      select id, type, object_id, account, livemode, created_at, payload from unnest(
        ${events.map(({ id }) => id)}::text[], ${events.map(({ type }) => type)}::text[],
        ${events.map(({ objectId }) => objectId)}::text[], ${events.map(({ account }) => account)}::text[],
        ${events.map(({ livemode }) => livemode)}::boolean[], ${events.map(({ createdAt }) => createdAt.toString())}::timestamptz[],
        ${events.map(({ payload }) => payload)}::text[])
        as event (id, type, object_id, account, livemode, created_at, payload)
    ), stored as (
      insert into stripe_events (id, type, object_id, account, livemode, created_at, payload)
      select id, type, object_id, account, livemode, created_at, payload::jsonb from told
      on conflict do nothing
      returning id
    ), queued as (
      select count(*) from graphile_worker.add_jobs((
        select coalesce(array_agg(row('stripe-event', json_build_object('eventId', id), null, null, 25, 'stripe:' || id, null, null)
                 ::graphile_worker.job_spec), '{}') from stored))
    )
    select stored.id from stored, queued`.execute(db)
  const isNew = new Set(rows.map(({ id }) => id))
  // The same id twice in one burst is new once.
  return events.map(({ id }) => isNew.delete(id))
}
