/** The same text with the digits of any script written as 0–9: phones, codes and amounts are typed in many. */
export function toWesternDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitAt(digit.codePointAt(0) ?? 0)))
}

// The digits of a script stand together, nought first.
function digitAt(code: number): number {
  let value = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return value
}

/** A whole number that is not negative, as people type it; undefined when it is none. */
export function parseWhole(text: string): number | undefined {
  const digits = toWesternDigits(text.normalize('NFKC')).trim()
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

const dash = '[ \\t\\p{Pd}]*'
const ofDigits = new RegExp(
  `(?<!\\d${dash})(?:\\d${dash}){5}\\d(?:(?:${dash}\\d){3})?(?!${dash}\\d)`,
  'gu',
)

/**
 * The code in what was typed or pasted, be it the whole message: six digits or nine, any digits, any spaces and
 * dashes between them. Undefined when there is none, or more than one: that was no try.
 */
export function codeIn(text: string): string | undefined {
  const plain = toWesternDigits(text.normalize('NFKC')).replace(/\p{Cf}/gu, '')
  const found = [...plain.matchAll(ofDigits)].map(([digits]) => digits.replace(/\D/g, ''))
  const codes = new Set(found)
  return codes.size === 1 ? found[0] : undefined
}
