/** The calendar day of a moment, where the lender is. */
export function dayAt(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate()
}
