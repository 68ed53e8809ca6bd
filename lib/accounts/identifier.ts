import { toWesternDigits } from '#lib/domain/digits.ts'
import { parseImei } from '#lib/domain/imei.ts'
import { phoneNumbersMeant } from '#lib/domain/phone-number.ts'
import { keyedHash } from '#lib/gateways/seal.ts'

/** Everything that what was typed may mean; all of it is looked up, always by the same query. */
export type Identifier = {
  loanNumbers: string[]
  email: string | null
  phones: string[]
  imei: string | null
  hash: Buffer
}

export type IdentifierReading =
  | { ok: true; identifier: Identifier }
  | { ok: false; refusal: 'missing' | 'too_long' | 'email' }

/** Reads a loan number, e-mail address, phone number or IMEI. `currency` tells which country a short number is of. */
export function readIdentifier(typed: string, currency: string): IdentifierReading {
  // A number copied from an address book may come wrapped in marks of direction that nobody sees.
  const seen = typed.normalize('NFKC').replace(/[\p{Cc}\p{Cf}]/gu, '')
  const text = toWesternDigits(seen).trim()
  if (text === '') return { ok: false, refusal: 'missing' }
  if (text.length > 254) return { ok: false, refusal: 'too_long' }
  if (text.includes('@')) return readEmail(text)
  const compact = text.toUpperCase().replace(/[\s().\-/]/g, '')
  return {
    ok: true,
    identifier: {
      loanNumbers: [...new Set([text, text.toUpperCase(), text.toUpperCase().replace(/\s/g, '')])],
      email: null,
      phones: phoneNumbersMeant(text, currency),
      imei: parseImei(text) ?? null,
      hash: keyedHash(compact, 'identifier'),
    },
  }
}

function readEmail(text: string): IdentifierReading {
  const email = text.toLowerCase().replace(/^mailto:/, '')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { ok: false, refusal: 'email' }
  const hash = keyedHash(email, 'identifier')
  return { ok: true, identifier: { loanNumbers: [], email, phones: [], imei: null, hash } }
}
