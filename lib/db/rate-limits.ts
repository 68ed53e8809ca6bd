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

/** `nth`: how many have been taken by now, this one among them. */
export async function takePoint(
  rule: Rule,
  key: string,
): Promise<{ ok: true; nth: number } | Exclude<Limit, { ok: true }>> {
  try {
    const { consumedPoints } = await limiterOf(rule).consume(key)
    return { ok: true, nth: consumedPoints }
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

/** What goes ever more rarely within a rule's time: so long after its nth the next one may go. */
export type Spacing = Rule & { gapAfter: (nth: number) => Temporal.Duration }

/** Takes the next of what is spaced, when its time has come. */
export async function takeSpaced(
  spacing: Spacing,
  key: string,
  now: Temporal.Instant,
): ReturnType<typeof takePoint> {
  const counted = await takePoint(spacing, key)
  if (!counted.ok) return counted
  const gap = spacing.gapAfter(counted.nth)
  if (gap.blank) return counted
  const nextAt = await takeNext(`${spacing.name}-next:${key}`, now, now.add(gap))
  if (!nextAt) return counted
  await givePointBack(spacing, key)
  return { ok: false, refusal: 'limited', retryAt: nextAt }
}

// When it is free, in case that is not now. Of many at once one takes it.
async function takeNext(
  key: string,
  now: Temporal.Instant,
  nextAt: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const { rowCount } = await pool().query(
    `insert into rate_limits (key, points, expire) values ($1, 1, $2)
     on conflict (key) do update set expire = excluded.expire where rate_limits.expire <= $3`,
    [key, nextAt.epochMilliseconds, now.epochMilliseconds],
  )
  if (rowCount) return undefined
  const { rows } = await pool().query('select expire from rate_limits where key = $1', [key])
  return Temporal.Instant.fromEpochMilliseconds(Number(rows[0]?.expire ?? now.epochMilliseconds))
}

/** Counts anew what a rule, its turns or its spacing have counted. */
export async function forgetPoints(
  { name }: { name: string },
  keys: readonly string[],
): Promise<void> {
  const written = keys.flatMap((key) => [`${name}:${key}`, `${name}-next:${key}`])
  await pool().query('delete from rate_limits where key = any($1)', [written])
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
