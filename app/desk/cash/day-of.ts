import { parseDay } from '#lib/domain/typed-day.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'

/** The day that an address names; today when it names none. */
export function dayOf(text: string | undefined | null, reader: Reader): Temporal.PlainDate {
  return parseDay(text ?? '') ?? todayOf(reader)
}
