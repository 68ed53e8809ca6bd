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

/** Stores an event and wakes the worker for it, in one statement. False when it was stored before. */
export async function acceptEvent(db: Database, event: IncomingEvent): Promise<boolean> {
  const { id, type, objectId, account, livemode, createdAt, payload } = event
  const { rows } = await sql`
    with stored as (
      insert into stripe_events (id, type, object_id, account, livemode, created_at, payload)
      values (${id}, ${type}, ${objectId}, ${account}, ${livemode}, ${createdAt}, ${payload}::jsonb)
      on conflict do nothing
      returning id
    )
    select graphile_worker.add_job('stripe-event', json_build_object('eventId', stored.id),
             job_key => 'stripe:' || stored.id, max_attempts => 25) is not null as queued
      from stored`.execute(db)
  return rows.length > 0
}
