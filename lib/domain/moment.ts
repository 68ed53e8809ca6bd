/** A moment as machines are told it: ISO 8601 in UTC, always with milliseconds. */
export function isoMoment(at: Temporal.Instant): string {
  return at.toString({ fractionalSecondDigits: 3 })
}
