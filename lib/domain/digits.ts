const arabicIndicZero = 0x0660
const persianZero = 0x06f0

/** The same text with Arabic-Indic and Persian digits written as 0–9: phones and codes are typed in both. */
export function toWesternDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    return String(code - (code >= persianZero ? persianZero : arabicIndicZero))
  })
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
