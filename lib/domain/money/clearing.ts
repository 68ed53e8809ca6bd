import { dayAt } from '#lib/domain/day.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { clearingDaysOf } from './payment-methods.ts'

/** A payment whose payer is done, by voucher or bank debit, and whose money is still to come. */
export type ClearingPayment = { begunAt: Temporal.Instant; method: string | null }

// Where the lender does not say how long it takes.
const usualDays = 5
/** The longest that anybody waits for money on its way. */
export const mostClearingDays = 14

/** The end of the last day on which money that is on its way is waited for: the method's days, one at least, fourteen at most. A voucher is waited for as long as it can be paid. */
export function clearsBy(
  { begunAt, method }: ClearingPayment,
  { policy, timeZone }: Pick<LenderClock, 'policy' | 'timeZone'>,
): Temporal.Instant {
  const days = clearingDaysOf(policy.clearingDays, method) ?? usualDays
  const begunOn = dayAt(begunAt, timeZone)
  return endOfDay(begunOn.add({ days: Math.min(Math.max(days, 1), mostClearingDays) }), timeZone)
}

/** Until when what had to be paid by `endsAt` is waited for past it, for money that was on its way before; undefined: for none. */
export function awaitedUntil(
  payments: readonly ClearingPayment[],
  endsAt: Temporal.Instant,
  clock: LenderClock,
): Temporal.Instant | undefined {
  return payments
    .filter(({ begunAt }) => Temporal.Instant.compare(begunAt, endsAt) < 0)
    .map((payment) => clearsBy(payment, clock))
    .filter((until) => isAfter(until, endsAt) && isAfter(until, clock.now))
    .toSorted(Temporal.Instant.compare)
    .at(-1)
}

function isAfter(at: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, other) > 0
}
