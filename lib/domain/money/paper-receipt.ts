import { toWesternDigits } from '#lib/domain/identity/digits.ts'

/** The number of a paper receipt as it is compared: `R-1`, `r-1` and `R 1` are one. */
export function receiptKey(written: string): string {
  const plain = toWesternDigits(written.normalize('NFKC')).toLowerCase()
  return plain.replace(/[^\p{L}\p{M}\p{N}]/gu, '') || plain.trim()
}
