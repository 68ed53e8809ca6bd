import pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from './client.ts'

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

function limiterOf({ name, points, seconds }: Rule): RateLimiterPostgres {
  const made = limiters.get(name)
  if (made) return made
  const options = { storeClient, storeType: 'client', tableName: 'rate_limits', tableCreated: true }
  const limits = { points, duration: seconds, keyPrefix: name }
  const limiter = new RateLimiterPostgres({ ...options, ...limits })
  limiters.set(name, limiter)
  return limiter
}
