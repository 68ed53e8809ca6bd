import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { codeIn } from '#lib/domain/identity/digits.ts'

// RFC 4648; not the alphabet of our references.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepSeconds = 30
const digits = 6

/** A new shared secret, 160 bits as authenticator apps take it. */
export function newTotpSecret(): string {
  return Array.from(randomBytes(32), (byte) => alphabet[byte & 31]).join('')
}

/** RFC 6238: the number of the half minute, counted from 1970. */
export function totpStep(now: Temporal.Instant): bigint {
  return BigInt(Math.floor(now.epochMilliseconds / 1000 / stepSeconds))
}

/** The code of one step (RFC 4226). */
export function totpCode(secret: string, step: bigint): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(step)
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits
  return String(number).padStart(digits, '0')
}

/** The code of an app in what was typed or pasted; undefined when there is none: that was no try. */
export function appCodeIn(text: string): string | undefined {
  const code = codeIn(text.slice(0, 100))
  return code?.length === digits ? code : undefined
}

/** The step whose code was typed, at most one step off a clock that runs slow or fast; undefined: none. */
export function matchingStep(
  secret: string,
  code: string,
  now: Temporal.Instant,
): bigint | undefined {
  const current = totpStep(now)
  const typed = Buffer.from(code.padEnd(digits).slice(0, digits + 1))
  return [current, current - 1n, current + 1n].filter((step) => {
    const wanted = Buffer.from(totpCode(secret, step))
    return typed.length === wanted.length && timingSafeEqual(typed, wanted)
  })[0]
}

/** What the QR of an authenticator app says. */
export function totpUri(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const settings = { secret, issuer, algorithm: 'SHA1', digits: '6', period: '30' }
  const search = Object.entries(settings).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  )
  return `otpauth://totp/${label}?${search.join('&')}`
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
}
