const arabicIndicZero = 0x0660
const persianZero = 0x06f0

/** The same text with Arabic-Indic and Persian digits written as 0–9: phones and codes are typed in both. */
export function toWesternDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    return String(code - (code >= persianZero ? persianZero : arabicIndicZero))
  })
}

/** A code as it was sent or shown, from what was typed or pasted: any digits, any spaces and dashes. */
export function normaliseCode(text: string): string {
  return toWesternDigits(text.normalize('NFKC')).replace(/[\s\p{Pd}\p{Cf}]/gu, '')
}
