import { isLonger } from '#lib/domain/identity/characters.ts'
import { isMailAddress } from '#lib/domain/identity/email.ts'
import { readImei as readWrittenImei } from '#lib/domain/identity/imei.ts'
import { parsePhoneNumber } from '#lib/domain/identity/phone-number.ts'
import { isLanguage, languages } from '#lib/domain/languages.ts'
import { decimalsOf, parseDecimal } from '#lib/domain/money/money.ts'
import { isChargeable, waysToPay } from '#lib/gateways/psp/charge-limits.ts'

/** A field that cannot be taken, and why. */
export type Refused = { reason: string }
export type Read<T> = T | Refused

/** The largest amount of one loan, in minor units: far above any phone, far below what overflows. */
export const largestMinor = 10n ** 15n

const currencies = new Set(Intl.supportedValuesOf('currency'))

export function isRefused(read: unknown): read is Refused {
  return typeof read === 'object' && read !== null && 'reason' in read
}

/** Text that must be there, on one line, of at most `longest` characters. */
export function readText(text: string, longest = 200): Read<string> {
  if (/^[\p{Cf}\p{Z}]*$/u.test(text)) return { reason: 'is empty' }
  if (text.includes('\ufffd')) return { reason: 'is not UTF-8' }
  if (/\p{Cc}/u.test(text)) return { reason: 'has a line break or another control character' }
  return isLonger(text, longest) ? { reason: `is longer than ${longest} characters` } : text
}

/** What the lender's system calls a borrower or a phone: compared sign by sign, so each must be seen. */
export function readIdentifier(text: string, longest = 200): Read<string> {
  return /\p{Cf}/u.test(text)
    ? { reason: 'has a character that cannot be seen' }
    : readText(text, longest)
}

/** Reads with `read` what may be left empty. */
export function optional<T>(text: string, read: (text: string) => Read<T>): Read<T | null> {
  return text === '' ? null : read(text)
}

export function readEmail(text: string): Read<string> {
  return isMailAddress(text)
    ? text.toLowerCase()
    : { reason: 'is not an e-mail address that can receive mail' }
}

/** A telephone number as E.164, written with + or as it is dialled at home in the lender's country. */
export function readPhone(text: string, country: string | null): Read<string> {
  const number = parsePhoneNumber(text, country)
  if (number) return number
  const home = country ? `, or as it is dialled in ${country}` : ''
  return { reason: `is not a telephone number: write it with + and the country code${home}` }
}

/** A loan number; two that differ only by case, spaces and punctuation are the same. */
export function readLoanNumber(text: string): Read<string> {
  const number = readIdentifier(text, 64)
  if (isRefused(number) || /[\p{L}\p{N}]/u.test(number)) return number
  return { reason: 'has neither a letter nor a digit' }
}

export function readLanguage(text: string): Read<string> {
  return isLanguage(text) ? text : { reason: `must be one of ${languages.join(', ')}` }
}

/** A currency in which the payer can be charged, and by one of the lender's ways where the lender is known. */
export function readCurrency(text: string, methods?: readonly string[]): Read<string> {
  if (!currencies.has(text)) return { reason: 'is not an ISO 4217 currency, as LKR or MXN' }
  if (!isChargeable(text))
    return { reason: 'is not taken by the payment provider, so nobody could pay it' }
  if (methods && waysToPay(text, methods).length === 0)
    return { reason: `can be paid by none of the lender's payment methods (${methods.join(', ')})` }
  return text
}

const imeiRefusals = {
  check_digit: 'the check digit does not fit',
  not_imei: 'an IMEI has 15 digits',
  of_no_phone: 'is the IMEI of no phone: tests and empty fields are filled with it',
}

export function readImei(text: string): Read<string> {
  const read = readWrittenImei(text)
  if ('imei' in read) return read.imei
  return { reason: imeiRefusals[read.refusal] }
}

/** An amount written as 9225.00, in minor units of the currency. */
export function readAmount(text: string, currency: string): Read<bigint> {
  const amountMinor = parseDecimal(text, currency)
  if (amountMinor === undefined) {
    const decimals = decimalsOf(currency)
    const example = decimals === 0 ? '9225' : `9225.${'0'.repeat(decimals)}`
    return { reason: `is not an amount in ${currency}, as ${example}` }
  }
  return amountMinor > largestMinor ? { reason: 'is too large' } : amountMinor
}
