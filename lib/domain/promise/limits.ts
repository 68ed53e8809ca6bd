import type { LenderClock } from '#lib/domain/effect.ts'
import { larger, smaller } from '#lib/domain/money.ts'

export type PromiseLimits = {
  earliestOn: Temporal.PlainDate
  latestOn: Temporal.PlainDate
  minimumMinor: bigint
  maximumMinor: bigint
}

/** What may be promised today: from tomorrow to the policy's last day, from its part of what is overdue to all of it. */
export function promiseLimits(
  arrearsMinor: bigint,
  currency: string,
  { policy, timeZone, now }: LenderClock,
): PromiseLimits {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const partMinor = percentUp(arrearsMinor, policy.promise.minimumPercent)
  // Less than the smallest payment could be promised but never paid.
  const payableMinor = larger(partMinor, policy.minimumPaymentMinor[currency] ?? 1n)
  return {
    earliestOn: today.add({ days: 1 }),
    latestOn: today.add({ days: policy.promise.mostDays }),
    minimumMinor: smaller(payableMinor, arrearsMinor),
    maximumMinor: arrearsMinor,
  }
}

/** `percent` of an amount, rounded up to a whole minor unit. */
function percentUp(amountMinor: bigint, percent: number): bigint {
  return (amountMinor * BigInt(Math.round(percent * 100)) + 9_999n) / 10_000n
}

/** What is wrong with a date, if anything. */
export function dateFault(
  dueOn: Temporal.PlainDate,
  { earliestOn, latestOn }: PromiseLimits,
): 'too_early' | 'too_late' | undefined {
  if (Temporal.PlainDate.compare(dueOn, earliestOn) < 0) return 'too_early'
  return Temporal.PlainDate.compare(dueOn, latestOn) > 0 ? 'too_late' : undefined
}

/** What is wrong with an amount, if anything. */
export function amountFault(
  amountMinor: bigint,
  { minimumMinor, maximumMinor }: PromiseLimits,
): 'below_minimum' | 'above_maximum' | undefined {
  if (amountMinor < minimumMinor) return 'below_minimum'
  return amountMinor > maximumMinor ? 'above_maximum' : undefined
}

const countedDays = 90

/** The first day on which another promise can be made; undefined: today. `madeAt` are those made so far, in any order. */
export function nextPromiseOn(
  madeAt: readonly Temporal.Instant[],
  { policy, timeZone, now }: LenderClock,
): Temporal.PlainDate | undefined {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const counted = madeAt
    .map((at) => at.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: countedDays }))
    .filter((freeOn) => Temporal.PlainDate.compare(freeOn, today) > 0)
    .toSorted(Temporal.PlainDate.compare)
  return counted.at(-policy.promise.mostInNinetyDays)
}

/** Since when promises count at all. */
export function countedSince(now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ hours: (countedDays + 1) * 24 })
}
