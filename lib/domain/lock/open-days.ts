import { dayAt } from '#lib/domain/day.ts'
import type { LenderClock } from './effect.ts'
import { lastDayOf } from './hold.ts'

/** A time in which an arrangement, not money, keeps a phone open; its end is not in it. */
export type OpenSpan = { fromAt: Temporal.Instant; untilAt: Temporal.Instant }

export type OpenDays = {
  /** Days of the past year and days to come on which an arrangement keeps the phone open. */
  usedDays: number
  mostDays: number
}

const countedDays = 365

/** On how many days of a year arrangements have kept a phone open, each day once, those still to come among them. */
export function openDays(spans: readonly OpenSpan[], clock: LenderClock): OpenDays {
  return { usedDays: daysOf(spans, clock).size, mostDays: clock.policy.hold.openDaysInYear }
}

/**
 * The last day through which one more arrangement may keep the phone open by itself: until then it adds no more days than
 * the policy leaves in a year. Yesterday: it may not at all, and a person decides.
 */
export function openThrough(spans: readonly OpenSpan[], clock: LenderClock): Temporal.PlainDate {
  const days = daysOf(spans, clock)
  const today = dayOf(clock.now, clock.timeZone)
  let [last, leftDays] = [dayNumber(today) - 1, clock.policy.hold.openDaysInYear - days.size]
  while (days.has(last + 1) || leftDays > 0) {
    last += 1
    if (!days.has(last)) leftDays -= 1
  }
  return today.add({ days: last - dayNumber(today) })
}

/** Whether one more arrangement may keep the phone open until a moment by itself. */
export function mayOpenByItself(
  spans: readonly OpenSpan[],
  untilAt: Temporal.Instant,
  clock: LenderClock,
): boolean {
  const last = lastDayOf(untilAt, clock.timeZone)
  return Temporal.PlainDate.compare(last, openThrough(spans, clock)) <= 0
}

/**
 * The first day from tomorrow on which one more arrangement of so many days after it may keep the phone open by itself, when
 * nothing else does until then; undefined: not within a year.
 */
export function openAgainOn(
  spans: readonly OpenSpan[],
  days: number,
  clock: LenderClock,
): Temporal.PlainDate | undefined {
  const today = dayOf(clock.now, clock.timeZone)
  for (let ahead = 1; ahead <= countedDays; ahead += 1) {
    const now = clock.now.add({ hours: 24 * ahead })
    const day = today.add({ days: ahead })
    const through = openThrough(spans, { ...clock, now })
    if (Temporal.PlainDate.compare(through, day.add({ days })) >= 0) return day
  }
  return undefined
}

// Windows of a year that end later hold no more of these days: what is old falls out of them.
function daysOf(spans: readonly OpenSpan[], { timeZone, now }: LenderClock): Set<number> {
  const first = dayNumber(dayOf(now, timeZone)) - (countedDays - 1)
  const days = new Set<number>()
  for (const { fromAt, untilAt } of spans) {
    if (Temporal.Instant.compare(untilAt, fromAt) <= 0) continue
    const begin = dayNumber(dayOf(fromAt, timeZone))
    const end = dayNumber(lastDayOf(untilAt, timeZone))
    for (let day = Math.max(begin, first); day <= end; day += 1) days.add(day)
  }
  return days
}

function dayOf(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return dayAt(at, timeZone)
}

function dayNumber(day: Temporal.PlainDate): number {
  return day.since('1970-01-01').days
}
