import { createHmac } from 'node:crypto'
import { type KeypadAnswer, type Phone, showsLockScreen } from './phone.ts'

/** The 8 digits that open this phone while it shows this passkey. */
export function offlineCode(
  secret: string,
  { id, passkey }: { id: string; passkey: string },
): string {
  const digest = createHmac('sha256', secret).update(`offline ${id} ${passkey}`).digest()
  return String(digest.readUInt32BE(0) % 100_000_000).padStart(8, '0')
}

/** A passkey is six digits; each code opens once, then the phone shows the next passkey. */
export function passkeyOf(seed: Buffer): string {
  return String(100_000 + (seed.readUInt32BE(0) % 900_000))
}

/** Somebody types a code on the phone's keypad. No network is involved; the service learns at the next check-in. */
export function typeCode(
  phone: Phone,
  typed: { code: string; secret: string; at: Temporal.Instant },
): Phone {
  const { secret } = typed
  const code = typed.code.replace(/\D/g, '')
  const keypadSaid = judge(phone, code, secret)
  const answered = { ...phone, keypadSaid, keypadAt: typed.at.toString() }
  if (keypadSaid !== 'opened') return answered
  return {
    ...answered,
    locked: false,
    relockAt: null,
    message: null,
    usedCodes: [...phone.usedCodes, code],
    passkey: passkeyOf(
      createHmac('sha256', secret).update(`next ${phone.id} ${phone.passkey}`).digest(),
    ),
  }
}

function judge(phone: Phone, code: string, secret: string): KeypadAnswer {
  if (phone.usedCodes.includes(code)) return 'already_used'
  if (!showsLockScreen(phone)) return 'already_open'
  return code === offlineCode(secret, phone) ? 'opened' : 'not_valid'
}
