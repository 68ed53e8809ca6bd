// A page asks dozens of times for the day of one moment, and each answer costs as much as a small query.
const known = new WeakMap<Temporal.Instant, { timeZone: string; day: Temporal.PlainDate }>()

/** The calendar day of a moment, where the lender is. */
export function dayAt(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  const before = known.get(at)
  if (before?.timeZone === timeZone) return before.day
  const day = at.toZonedDateTimeISO(timeZone).toPlainDate()
  known.set(at, { timeZone, day })
  return day
}
