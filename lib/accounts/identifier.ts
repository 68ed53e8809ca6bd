import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { readImei } from '#lib/domain/identity/imei.ts'
import { phoneNumbersMeant } from '#lib/domain/identity/phone-number.ts'
import { keyedHash } from '#lib/encrypt.ts'

/** Everything that what was typed may mean; all of it is looked up, always by the same query. */
export type Identifier = {
  /** As it was typed: the database compares it without case, spaces and punctuation. */
  loanNumber: string | null
  email: string | null
  phones: string[]
  imei: string | null
  hash: Buffer
}

type IdentifierReading =
  | {
      ok: true
      identifier: Identifier
      /** It looks like an IMEI with a wrong digit, or is words alone. True of it whoever has an account; a loan number may look so, too. */
      doubt: 'imei' | 'words' | undefined
    }
  /** What can be no loan number, e-mail address, telephone number or IMEI of anybody. */
  | { ok: false; refusal: 'missing' | 'too_long' | 'email' | 'no_name' }

// As many as the loan book takes.
const longestLoanNumber = 64

// Copied with the words before it: "Loan number: SR-1001". Shorter words may be a part of the number itself.
const label = /^(?=[^:]*\p{L}{4})[\p{L}\p{M}\s.-]+:\s*/u

/** Reads a loan number, e-mail address, phone number or IMEI. `country` tells where a number was dialled at home. */
export function readIdentifier(typed: string, country: string | null): IdentifierReading {
  // A number copied from an address book may come wrapped in marks of direction that nobody sees.
  const seen = typed.normalize('NFKC').replace(/[\p{Cc}\p{Cf}]/gu, '')
  const text = toWesternDigits(seen).trim().replace(label, '')
  if (text === '') return { ok: false, refusal: 'missing' }
  if (text.length > 254) return { ok: false, refusal: 'too_long' }
  if (text.includes('@')) return readEmail(text)
  const imei = readImei(text)
  if (!/[\p{L}\p{N}]/u.test(text)) return { ok: false, refusal: 'no_name' }
  const phones = phoneNumbersMeant(text, country)
  const isElse = phones.length > 0 || 'imei' in imei
  if (text.length > longestLoanNumber && !isElse) return { ok: false, refusal: 'too_long' }
  const identifier = {
    loanNumber: text,
    email: null,
    phones,
    imei: 'imei' in imei ? imei.imei : null,
    hash: keyedHash(text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''), 'identifier'),
  }
  return { ok: true, identifier, doubt: doubtOf(text, imei) }
}

function doubtOf(text: string, imei: ReturnType<typeof readImei>): 'imei' | 'words' | undefined {
  if ('refusal' in imei && imei.refusal === 'check_digit') return 'imei'
  return /\p{N}/u.test(text) ? undefined : 'words'
}

function readEmail(text: string): IdentifierReading {
  const [, inBrackets] = /<([^<>]+)>\s*$/.exec(text) ?? []
  const email = (inBrackets ?? text)
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    // A full stop or bracket of the sentence that it was copied from.
    .replace(/^[\s("'«]+|[\s.,;:!?)"'»]+$/g, '')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { ok: false, refusal: 'email' }
  const hash = keyedHash(email, 'identifier')
  const identifier = { loanNumber: null, email, phones: [], imei: null, hash }
  return { ok: true, identifier, doubt: undefined }
}
