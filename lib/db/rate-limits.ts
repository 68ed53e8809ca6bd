import { sql } from 'kysely'
import pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from './client.ts'
import type { Tx } from './transaction.ts'

/** So many points in so many seconds. A rule's name is its place in the table. */
export type Rule = { name: string; points: number; seconds: number }

export type Limit = { ok: true } | { ok: false; refusal: 'limited'; retryAt: Temporal.Instant }

// The limiter subtracts expiry times as numbers; this pool would give it BigInt.
const storeClient = {
  query: (query: pg.QueryConfig) =>
    pool().query({ ...query, types: { getTypeParser: pg.types.getTypeParser } }),
}
const limiters = new Map<string, RateLimiterPostgres>()

/** Takes one point of every rule named, in order, until one has none left. */
export async function takePoints(takes: readonly (readonly [Rule, string])[]): Promise<Limit> {
  for (const [rule, key] of takes) {
    const limit = await takePoint(rule, key)
    if (!limit.ok) return limit
  }
  return { ok: true }
}

export async function takePoint(rule: Rule, key: string): Promise<Limit> {
  try {
    await limiterOf(rule).consume(key)
    return { ok: true }
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAt = Temporal.Now.instant().add({ milliseconds: refused.msBeforeNext })
    return { ok: false, refusal: 'limited', retryAt }
  }
}

/** Gives a point back: what it was taken for did no harm. */
export async function givePointBack(rule: Rule, key: string): Promise<void> {
  await limiterOf(rule).reward(key)
}

/** What goes once in so many seconds. */
export type Turns = { name: string; seconds: number }

/**
 * When the next of what goes in turns may go. Of several that ask meanwhile one waits, the last: it takes the place of
 * the one that waited before.
 */
export async function takeTurn(
  tx: Tx,
  { name, seconds }: Turns,
  { key, now }: { key: string; now: Temporal.Instant },
): Promise<Temporal.Instant> {
  const [nowMs, spanMs] = [now.epochMilliseconds, seconds * 1_000]
  const { rows } = await sql<{ expire: bigint }>`
    insert into rate_limits (key, points, expire) values (${`${name}:${key}`}, 1, ${nowMs + spanMs}::bigint)
    on conflict (key) do update
      set expire = case when rate_limits.expire > ${nowMs + spanMs}::bigint then rate_limits.expire
                        else greatest(rate_limits.expire, ${nowMs}::bigint) + ${spanMs}::bigint end
    returning expire`.execute(tx)
  return Temporal.Instant.fromEpochMilliseconds(Number(rows[0]?.expire) - spanMs)
}

/** Counts anew what a rule or its turns have counted. */
export async function forgetPoints({ name }: { name: string }, key: string): Promise<void> {
  await pool().query('delete from rate_limits where key = $1', [`${name}:${key}`])
}

function limiterOf({ name, points, seconds }: Rule): RateLimiterPostgres {
  const made = limiters.get(name)
  if (made) return made
  const options = { storeClient, storeType: 'client', tableName: 'rate_limits', tableCreated: true }
  const limits = { points, duration: seconds, keyPrefix: name }
  const limiter = new RateLimiterPostgres({ ...options, ...limits })
  limiters.set(name, limiter)
  return limiter
}
