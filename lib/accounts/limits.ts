import pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from '#lib/db/client.ts'
import { keyedHash } from '#lib/gateways/seal.ts'

const hourSeconds = 60 * 60

const rules = {
  'start-address': { points: 60, duration: hourSeconds },
  'send-address': { points: 20, duration: hourSeconds },
  'send-identifier-hour': { points: 5, duration: hourSeconds },
  'send-identifier-day': { points: 10, duration: 24 * hourSeconds },
  'send-account-hour': { points: 10, duration: hourSeconds },
  'send-account-day': { points: 20, duration: 24 * hourSeconds },
  'try-address': { points: 20, duration: hourSeconds },
  'link-address': { points: 60, duration: hourSeconds },
}
type Rule = keyof typeof rules

export type Limit = { ok: true } | { ok: false; refusal: 'limited'; retryAt: Temporal.Instant }

// The limiter subtracts expiry times as numbers; this pool would give it BigInt.
const storeClient = {
  query: (query: pg.QueryConfig) =>
    pool().query({ ...query, types: { getTypeParser: pg.types.getTypeParser } }),
}
const limiters = new Map<Rule, RateLimiterPostgres>()

/** Whether this address may begin one more sign-in. */
export function limitStarts(address: string): Promise<Limit> {
  return takeAll([['start-address', addressKey(address)]])
}

/** Whether one more code may be sent for what was typed, asked for from this address. */
export function limitSends(identifierHash: Buffer, address: string): Promise<Limit> {
  const identifier = identifierHash.toString('base64url')
  return takeAll([
    ['send-address', addressKey(address)],
    ['send-identifier-hour', identifier],
    ['send-identifier-day', identifier],
  ])
}

/**
 * Whether the account itself may get one more code, by whatever name it was asked for. Only for the job that
 * sends: told to the page, this would say that two names are one account.
 */
export function limitAccountSends(borrowerId: string): Promise<Limit> {
  return takeAll([
    ['send-account-hour', borrowerId],
    ['send-account-day', borrowerId],
  ])
}

/** Gives an account's send back: it did not leave. */
export async function forgiveAccountSend(borrowerId: string): Promise<void> {
  await limiter('send-account-hour').reward(borrowerId)
  await limiter('send-account-day').reward(borrowerId)
}

/** Whether one more code may be tried from this address. */
export function limitTries(address: string): Promise<Limit> {
  return takeAll([['try-address', addressKey(address)]])
}

/** Gives a try back: it was right. */
export async function forgiveTry(address: string): Promise<void> {
  await limiter('try-address').reward(addressKey(address))
}

/** Whether pay links are still looked up for this address: too many wrong ones stop it for an hour. */
export async function mayOpenLinks(address: string): Promise<boolean> {
  const seen = await limiter('link-address').get(addressKey(address))
  return (seen?.consumedPoints ?? 0) < rules['link-address'].points
}

/** Counts a pay link that was guessed, revoked or mistyped. */
export async function noteWrongLink(address: string): Promise<void> {
  await take('link-address', addressKey(address))
}

async function takeAll(takes: [Rule, string][]): Promise<Limit> {
  for (const [rule, key] of takes) {
    const limit = await take(rule, key)
    if (!limit.ok) return limit
  }
  return { ok: true }
}

async function take(rule: Rule, key: string): Promise<Limit> {
  try {
    await limiter(rule).consume(key)
    return { ok: true }
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAt = Temporal.Now.instant().add({ milliseconds: refused.msBeforeNext })
    return { ok: false, refusal: 'limited', retryAt }
  }
}

function limiter(rule: Rule): RateLimiterPostgres {
  const made = limiters.get(rule)
  if (made) return made
  const options = { storeClient, storeType: 'client', tableName: 'rate_limits', tableCreated: true }
  const limiter = new RateLimiterPostgres({ ...options, ...rules[rule], keyPrefix: rule })
  limiters.set(rule, limiter)
  return limiter
}

function addressKey(address: string): string {
  return keyedHash(address, 'address').toString('base64url')
}
