import { dayAt } from '#lib/domain/day.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { downToStep, upToStep } from '#lib/domain/money/chargeable.ts'
import { larger, smaller } from '#lib/domain/money/money.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'

export type PromiseLimits = {
  earliestOn: Temporal.PlainDate
  latestOn: Temporal.PlainDate
  minimumMinor: bigint
  maximumMinor: bigint
  /** More than this, and less than all that is overdue, would leave a rest that cannot be paid alone. */
  largestPartMinor: bigint
}

export type Owed = { arrearsMinor: bigint; outstandingMinor: bigint }

/** So many days ahead is the first one that can be promised. */
export const soonestPromiseDays = 1

/** What may be promised today: from tomorrow to the policy's last day, from its part of what is overdue to all of it. */
export function promiseLimits(
  { arrearsMinor, outstandingMinor }: Owed,
  { policy, timeZone, now, currency, charge = anything }: PayTerms,
): PromiseLimits {
  const today = dayAt(now, timeZone)
  const partMinor = percentUp(arrearsMinor, policy.promise.minimumPercent)
  // Less than the smallest payment could be promised but never paid.
  const leastMinor = larger(policy.minimumPaymentMinor[currency] ?? 1n, charge.minimumMinor)
  const payableMinor = upToStep(larger(partMinor, leastMinor), charge)
  const leavesEnoughMinor = larger(outstandingMinor - charge.minimumMinor, 0n)
  const largestPartMinor = smaller(downToStep(leavesEnoughMinor, charge), arrearsMinor)
  return {
    earliestOn: today.add({ days: soonestPromiseDays }),
    latestOn: today.add({ days: policy.promise.mostDays }),
    minimumMinor: payableMinor <= largestPartMinor ? payableMinor : arrearsMinor,
    maximumMinor: arrearsMinor,
    largestPartMinor,
  }
}

// Where nothing can be charged a promise is kept at the counter.
const anything = { minimumMinor: 1n, maximumMinor: 10n ** 18n, stepMinor: 1n }

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

export type PromiseAmountFault = 'below_minimum' | 'above_maximum' | 'leaves_too_little'

/** What is wrong with an amount, if anything. */
export function amountFault(
  amountMinor: bigint,
  { minimumMinor, maximumMinor, largestPartMinor }: PromiseLimits,
): PromiseAmountFault | undefined {
  if (amountMinor < minimumMinor) return 'below_minimum'
  if (amountMinor > maximumMinor) return 'above_maximum'
  const isPart = amountMinor < maximumMinor
  return isPart && amountMinor > largestPartMinor ? 'leaves_too_little' : undefined
}

/** The amount that a fault speaks of. */
export function amountLimitOf(fault: PromiseAmountFault, limits: PromiseLimits): bigint {
  if (fault === 'below_minimum') return limits.minimumMinor
  return fault === 'above_maximum' ? limits.maximumMinor : limits.largestPartMinor
}

const countedDays = 90

/** The first day on which another promise can be made; undefined: today. `madeAt` are those made so far, in any order. */
export function nextPromiseOn(
  madeAt: readonly Temporal.Instant[],
  { policy, timeZone, now }: LenderClock,
): Temporal.PlainDate | undefined {
  return freeAgainOn(madeAt, { timeZone, now }).at(-policy.promise.mostInNinetyDays)
}

/** How many promises can still be made today. */
export function promisesLeft(madeAt: readonly Temporal.Instant[], clock: LenderClock): number {
  const { mostInNinetyDays: most } = clock.policy.promise
  return Math.max(most - freeAgainOn(madeAt, clock).length, 0)
}

// The day on which each promise that counts today counts no more, in their order.
function freeAgainOn(
  madeAt: readonly Temporal.Instant[],
  { timeZone, now }: Pick<LenderClock, 'timeZone' | 'now'>,
): Temporal.PlainDate[] {
  const today = dayAt(now, timeZone)
  return madeAt
    .map((at) => dayAt(at, timeZone).add({ days: countedDays }))
    .filter((freeOn) => Temporal.PlainDate.compare(freeOn, today) > 0)
    .toSorted(Temporal.PlainDate.compare)
}

/** Since when promises count at all. */
export function countedSince(now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ hours: (countedDays + 1) * 24 })
}
