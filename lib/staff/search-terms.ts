import { toWesternDigits } from '#lib/domain/digits.ts'
import { parseImei } from '#lib/domain/imei.ts'
import { phoneNumbersMeant } from '#lib/domain/phone-number.ts'
import { normaliseBase32 } from '#lib/domain/reference.ts'

/** Everything that what was typed may mean; all of it is looked up. */
export type SearchTerms = {
  imei: string | null
  phones: string[]
  email: string | null
  loanNumbers: string[]
  reference: string | null
}

export type TermsReading =
  | { ok: true; terms: SearchTerms }
  | { ok: false; refusal: 'missing' | 'too_long' | 'imei' }

/** Reads one field: an IMEI, a phone number, an e-mail address, a loan number or a reference, however it was typed. */
export function readSearch(typed: string, currency: string): TermsReading {
  const text = toWesternDigits(typed.normalize('NFKC'))
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
  if (text === '') return { ok: false, refusal: 'missing' }
  if (text.length > 254) return { ok: false, refusal: 'too_long' }
  const none = { imei: null, phones: [], email: null, loanNumbers: [], reference: null }
  if (text.includes('@')) return { ok: true, terms: { ...none, email: text.toLowerCase() } }
  const [imei, upper] = [parseImei(text) ?? null, text.toUpperCase()]
  if (!imei && isFifteenDigits(text)) return { ok: false, refusal: 'imei' }
  const terms = {
    imei,
    email: null,
    phones: phoneNumbersMeant(text, currency),
    loanNumbers: [...new Set([text, upper, upper.replace(/\s/g, '')])],
    reference: readReference(text),
  }
  return { ok: true, terms }
}

function isFifteenDigits(text: string): boolean {
  return /^\d{15}$/.test(text.replace(/[\s/-]/g, ''))
}

// K7QF-3M2P, however it was read out.
function readReference(text: string): string | null {
  const code = normaliseBase32(text)
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null
}
