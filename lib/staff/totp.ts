import { Secret, TOTP } from 'otpauth'
import { codeIn } from '#lib/domain/identity/digits.ts'

const stepSeconds = 30
const digits = 6

/** A new shared secret, 160 bits in base32 as authenticator apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** RFC 6238: the number of the half minute, counted from 1970. */
export function totpStep(now: Temporal.Instant): bigint {
  return BigInt(TOTP.counter({ period: stepSeconds, timestamp: now.epochMilliseconds }))
}

/** The code of one step. */
export function totpCode(secret: string, step: bigint): string {
  return appOf(secret).generate({ timestamp: Number(step) * stepSeconds * 1000 })
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
  const timestamp = now.epochMilliseconds
  const off = appOf(secret).validate({ token: code, timestamp, window: 1 })
  return off === null ? undefined : totpStep(now) + BigInt(off)
}

/** What the QR of an authenticator app says. */
export function totpUri(secret: string, issuer: string, account: string): string {
  return appOf(secret, { issuer, label: account }).toString()
}

function appOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), digits, period: stepSeconds })
}
