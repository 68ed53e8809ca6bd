import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { ProviderEvent, PspAccount } from '#lib/gateways/psp/port.ts'
import { providerOf } from '#lib/gateways/psp/registry.ts'

type IncomingEvent = {
  id: string
  type: string
  objectId: string | null
  account: string | null
  /** Null: not known. */
  livemode: boolean | null
  createdAt: Temporal.Instant
  /** As the provider signed it. */
  body: Uint8Array
}

/** What the provider has signed, as it is kept: also what nobody can read, which a person is told of when its turn comes. */
export function incoming(account: PspAccount, body: Uint8Array): IncomingEvent {
  const event = providerOf(account).readEvent(body)
  if (event) return { ...envelopeOf(event), body }
  const id = `unreadable:${createHash('sha256').update(body).digest('hex')}`
  const createdAt = Temporal.Now.instant()
  return { id, type: 'unreadable', objectId: null, account: null, livemode: null, createdAt, body }
}

function envelopeOf({ id, type, objectId, account, livemode, createdAt }: ProviderEvent) {
  return { id, type, objectId, account, livemode, createdAt }
}

/**
 * Stores events and their jobs in one statement, so in one commit. Says of each, in order, whether it was new.
 * Commits that notify the worker wait for each other in PostgreSQL, so a burst is better stored together.
 */
export async function acceptEvents(db: Database, events: IncomingEvent[]): Promise<boolean[]> {
  const { rows } = await sql<{ id: string }>`
    with told as (
      select id, type, object_id, account, livemode, created_at, body from unnest(
        ${events.map(({ id }) => id)}::text[], ${events.map(({ type }) => type)}::text[],
        ${events.map(({ objectId }) => objectId)}::text[], ${events.map(({ account }) => account)}::text[],
        ${events.map(({ livemode }) => livemode)}::boolean[], ${events.map(({ createdAt }) => createdAt.toString())}::timestamptz[],
        ${events.map(({ body }) => Buffer.from(body))}::bytea[])
        as event (id, type, object_id, account, livemode, created_at, body)
    ), stored as (
      insert into psp_events (id, type, object_id, account, livemode, created_at, body)
      select id, type, object_id, account, livemode, created_at, body from told
      on conflict do nothing
      returning id
    ), queued as (
      select count(*) from graphile_worker.add_jobs((
        select coalesce(array_agg(row('psp-event', json_build_object('eventId', id), null, null, 25, 'psp:' || id, null, null)
                 ::graphile_worker.job_spec), '{}') from stored))
    )
    select stored.id from stored, queued`.execute(db)
  const isNew = new Set(rows.map(({ id }) => id))
  // The same id twice in one burst is new once.
  return events.map(({ id }) => isNew.delete(id))
}
