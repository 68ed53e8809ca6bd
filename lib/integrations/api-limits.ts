import { type Limit, type Rule, takePoint } from '#lib/db/rate-limits.ts'
import { keyedHash } from '#lib/encrypt.ts'

const calls: Rule = { name: 'api-calls', points: 600, seconds: 60 }
const denials: Rule = { name: 'api-denials', points: 30, seconds: 60 * 60 }

/** Whether a key may be used once more: ten times a second, over a minute. */
export function limitCalls(keyId: string): Promise<Limit> {
  return takePoint(calls, keyId)
}

/** Counts a denied try; past the limit it is no longer written down. */
export function limitDenials(address: string): Promise<Limit> {
  return takePoint(denials, keyedHash(address, 'address').toString('base64url'))
}
