export function fromUnix(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}

/** The second, as Stripe counts it, in which a moment lies. */
export function toUnix(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000)
}
