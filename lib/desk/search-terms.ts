import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { readImei } from '#lib/domain/identity/imei.ts'
import { linkCodeLength, typedCode } from '#lib/domain/identity/link-token.ts'
import { phoneNumbersMeant } from '#lib/domain/identity/phone-number.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'

/** Everything that what was typed may mean; all of it is looked up. */
export type SearchTerms = {
  imei: string | null
  phones: string[]
  email: string | null
  /** A loan or customer number, or a phone's name, as it was typed: the database compares it without case, spaces and punctuation. */
  written: string | null
  reference: string | null
  /** The code under the QR of a lock screen. */
  linkCode: string | null
}

export type TermsReading =
  /** `isMistypedImei`: it looks like an IMEI with a wrong digit, and may be a loan number all the same. */
  | { ok: true; terms: SearchTerms; isMistypedImei: boolean }
  | { ok: false; refusal: 'missing' | 'too_long' }

/** Reads one field: an IMEI, a phone number, an e-mail address, a loan or customer number, a phone's name a reference or the code under a QR, however it was typed. */
export function readSearch(typed: string, country: string | null): TermsReading {
  const text = toWesternDigits(typed.normalize('NFKC'))
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
  if (text === '') return { ok: false, refusal: 'missing' }
  if (text.length > 254) return { ok: false, refusal: 'too_long' }
  const none = { imei: null, phones: [], written: null, reference: null, linkCode: null }
  if (text.includes('@'))
    return { ok: true, terms: { ...none, email: text.toLowerCase() }, isMistypedImei: false }
  const imei = readImei(text)
  const terms = {
    imei: 'imei' in imei ? imei.imei : null,
    email: null,
    phones: phoneNumbersMeant(text, country),
    written: text,
    reference: parseReference(text) ?? null,
    linkCode: linkCodeIn(text),
  }
  return { ok: true, terms, isMistypedImei: 'refusal' in imei && imei.refusal === 'check_digit' }
}

function linkCodeIn(text: string): string | null {
  const code = typedCode(text)
  return code.length === linkCodeLength ? code : null
}
