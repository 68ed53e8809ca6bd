import { toWesternDigits } from './digits.ts'

type ImeiReading = { imei: string } | { refusal: 'check_digit' | 'not_imei' | 'of_no_phone' }

// "IMEI 1:", "IMEISV", "IMEI/01" in front; a bare 1 or 2 belongs to the label only when no digit follows it.
const label = /^\s*imei(?:\s*sv)?(?:\s*\/?\s*(?:0?[12])(?!\d))?[\s:#.\-/]*/i

// 00 is for tests (3GPP TS 23.003); the others are what empty fields are filled with.
const ofNoPhone = /^(?:00|(\d)\1{13}|12345678901234)/

/**
 * An IMEI as phones, boxes and people write it (3GPP TS 23.003): 15 digits whose last checks the others, with any
 * spaces and signs between, a label before and the software's version after, `/01`. In an IMEISV of 16 digits the
 * last two are that version, and no digit checks the others.
 */
export function readImei(text: string): ImeiReading {
  const plain = toWesternDigits(text.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(label, '')
  const digits = plain.replace(/[\s/.-]/g, '')
  if (!/^\d{15,17}$/.test(digits)) return { refusal: 'not_imei' }
  if (ofNoPhone.test(digits)) return { refusal: 'of_no_phone' }
  if (digits.length === 16) return { imei: digits.slice(0, 14) + checkDigit(digits.slice(0, 14)) }
  if (digits.length === 17 && !/\/\s*\d\s*\d\s*$/.test(plain)) return { refusal: 'not_imei' }
  const imei = digits.slice(0, 15)
  return luhnSum(imei) % 10 === 0 ? { imei } : { refusal: 'check_digit' }
}

/** The 15 digits of an IMEI, however it is written; undefined when it is none. */
export function parseImei(text: string): string | undefined {
  const read = readImei(text)
  return 'imei' in read ? read.imei : undefined
}

export function checkDigit(first14: string): string {
  return String((10 - (luhnSum(`${first14}0`) % 10)) % 10)
}

/** The only part of an IMEI that is shown: its last four digits. */
export function imeiTail(imei: string): string {
  return imei.slice(-4)
}

function luhnSum(digits: string): number {
  return [...digits].reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
