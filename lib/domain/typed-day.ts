import { toWesternDigits } from './identity/digits.ts'

/** The day in what a date field sent or a person typed, in any digits; undefined when it is not one clear date. */
export function parseDay(text: string): Temporal.PlainDate | undefined {
  const written = toWesternDigits(text.normalize('NFKC')).trim()
  // As browsers send it; a date in another order could be read two ways.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined
  try {
    return Temporal.PlainDate.from(written)
  } catch {
    return undefined
  }
}
