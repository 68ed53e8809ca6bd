import { dayAt } from '#lib/domain/day.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { morningOf } from '#lib/domain/lock/hours.ts'
import type { PromiseLimits } from './promise-limits.ts'

const quickDateNames = ['month_end', 'mid_month', 'week', 'latest'] as const
type QuickDateName = (typeof quickDateNames)[number]
export type QuickDate = { name: QuickDateName; on: Temporal.PlainDate }

/** Days on which people are often paid, and the last day that can be promised: each within the limits, each once, in order. */
export function quickDates({ earliestOn, latestOn }: PromiseLimits): QuickDate[] {
  const monthEnd = earliestOn.with({ day: earliestOn.daysInMonth })
  const middle = earliestOn.with({ day: 15 })
  const isPast = Temporal.PlainDate.compare(middle, earliestOn) < 0
  const days: Record<QuickDateName, Temporal.PlainDate> = {
    month_end: monthEnd,
    mid_month: isPast ? middle.add({ months: 1 }) : middle,
    week: earliestOn.add({ days: 6 }),
    latest: latestOn,
  }
  const found = new Map<string, QuickDate>()
  for (const name of quickDateNames) {
    const on = days[name]
    const isWithin = Temporal.PlainDate.compare(on, latestOn) <= 0
    if (isWithin && !found.has(on.toString())) found.set(on.toString(), { name, on })
  }
  return [...found.values()].toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on))
}

type PromiseTimes = Record<'endsAt' | 'verdictAt' | 'remindAt', Temporal.Instant>

/** When a promise ends, when it is said what became of it, and when it is reminded of: never before the day after it was made. */
export function promiseTimes(
  dueOn: Temporal.PlainDate,
  { policy, timeZone, now }: LenderClock,
): PromiseTimes {
  const tomorrow = dayAt(now, timeZone).add({ days: 1 })
  const wanted = dueOn.subtract({ days: policy.promise.remindDaysBefore })
  const remindOn = Temporal.PlainDate.compare(wanted, tomorrow) < 0 ? tomorrow : wanted
  const verdictOn = dueOn.add({ days: policy.promise.verdictWaitDays })
  return {
    endsAt: endOfDay(dueOn, timeZone),
    verdictAt: endOfDay(verdictOn, timeZone),
    remindAt: morningOf(remindOn, timeZone),
  }
}
