import { sql } from 'kysely'

/**
 * For a query with `devices` and `unlocks` in it: when the borrower said that the phone is open, until the phone itself
 * says something newer.
 */
export const saidOpenAt = sql<Temporal.Instant | null>`case
  when devices.lock_state_at > unlocks.said_open_at then null else unlocks.said_open_at end`
