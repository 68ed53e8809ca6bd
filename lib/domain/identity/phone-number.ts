import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { toWesternDigits } from './digits.ts'

/** Whether a country (ISO 3166-1, two letters) has telephone numbers that we can read. */
export function isPhoneCountry(country: string): boolean {
  return isSupportedCountry(country)
}

/**
 * A telephone number in E.164 form, as people write it: with + or 00, else as dialled at home in `country`.
 * Undefined when no number of that country has this length.
 */
export function parsePhoneNumber(text: string, country: string | null): string | undefined {
  const written = toWesternDigits(text.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(/^\s*(tel:|00(?=[1-9]))/i, (prefix) => (prefix.trim() === '00' ? '+' : ''))
  return possible(written, country)
}

/** Every number that somebody may have meant by what was typed; one written without + may be of abroad, too. */
export function phoneNumbersMeant(text: string, country: string | null): string[] {
  const digits = toWesternDigits(text.normalize('NFKC')).replace(/\D/g, '')
  const meant = [parsePhoneNumber(text, country)]
  if (!country) meant.push(possible(`+${digits}`, null))
  return [...new Set(meant.filter((number) => number !== undefined))]
}

function possible(text: string, country: string | null): string | undefined {
  const defaultCountry = country && isSupportedCountry(country) ? { defaultCountry: country } : {}
  const read = parsePhoneNumberFromString(text, { ...defaultCountry, extract: false })
  return read?.isPossible() && !/^0+$/.test(read.nationalNumber) ? read.number : undefined
}
