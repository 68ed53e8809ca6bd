import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far another's clock may lie from ours, in seconds, in the past and in the future. */
export const toleranceSeconds = 300

/** What is signed. `path` is the request target as sent on the wire: path and query, still encoded. */
type SignableRequest = { method: string; path: string; rawBody: string | Uint8Array }

type SignatureHeaders = { 'keyturn-timestamp': string; 'keyturn-signature': string }

type SignatureCheck = { ok: true } | { ok: false; reason: 'missing' | 'stale' | 'wrong' }

/** The two headers that sign a request at `at`, as docs/mdm-http.md describes: one signature by each secret. */
export function signRequest(
  secrets: readonly string[],
  request: SignableRequest,
  at: Temporal.Instant,
): SignatureHeaders {
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000))
  return {
    'keyturn-timestamp': timestamp,
    'keyturn-signature': secrets
      .map((secret) => `v1=${digest(secret, timestamp, request).toString('hex')}`)
      .join(','),
  }
}

/**
 * Checks the signature of a received request in constant time.
 * Any one right `v1=` by any valid secret is enough: while a secret is changed, two are valid and the sender may sign with both.
 */
export function checkSignature(check: {
  secrets: readonly string[]
  request: SignableRequest
  headers: Headers
  now: Temporal.Instant
}): SignatureCheck {
  const timestamp = check.headers.get('keyturn-timestamp') ?? ''
  const given = signaturesIn(check.headers.get('keyturn-signature') ?? '')
  if (!/^\d{1,12}$/.test(timestamp) || given.length === 0) return { ok: false, reason: 'missing' }
  const ageSeconds = check.now.epochMilliseconds / 1000 - Number(timestamp)
  if (Math.abs(ageSeconds) > toleranceSeconds) return { ok: false, reason: 'stale' }
  const expected = check.secrets.map((secret) => digest(secret, timestamp, check.request))
  const matches = given.filter(
    (one) => expected.filter((right) => timingSafeEqual(one, right)).length,
  )
  return matches.length > 0 ? { ok: true } : { ok: false, reason: 'wrong' }
}

function signaturesIn(header: string): Buffer[] {
  return header
    .split(',')
    .map((part) => /^\s*v1=([0-9a-f]{64})\s*$/.exec(part)?.[1])
    .filter((hex) => hex !== undefined)
    .map((hex) => Buffer.from(hex, 'hex'))
}

function digest(secret: string, timestamp: string, request: SignableRequest): Buffer {
  // An empty key would let anybody sign.
  if (!secret) throw new Error('a request signature needs a secret')
  return createHmac('sha256', secret)
    .update(`${timestamp}.${request.method.toUpperCase()}.${request.path}.`)
    .update(request.rawBody)
    .digest()
}
