const reminderHour = 9
const [firstHour, lastHour] = [8, 20]

/** When on a day people are reminded of something, where the lender is. */
export function morningOf(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  const plainTime = Temporal.PlainTime.from({ hour: reminderHour })
  return day.toZonedDateTime({ timeZone, plainTime }).toInstant()
}

/** Nobody is written to at night. */
export function isDaytime(now: Temporal.Instant, timeZone: string): boolean {
  const { hour } = now.toZonedDateTimeISO(timeZone)
  return hour >= firstHour && hour < lastHour
}
