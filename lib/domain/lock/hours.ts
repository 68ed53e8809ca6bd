import { dayAt } from '#lib/domain/day.ts'
import { type Weekday, weekdays } from '#lib/domain/opening-hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

const reminderHour = 9

/** When on a day people are reminded of something, where the lender is. */
export function morningOf(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return atHour(day, reminderHour, timeZone)
}

type Clock = { policy: LenderPolicy; timeZone: string }

/** The first moment from `at` on at which something may be asked of a borrower: nobody is woken for that. */
export function demandTime(at: Temporal.Instant, { policy, timeZone }: Clock): Temporal.Instant {
  const { demandsFrom: from, demandsUntil: until } = policy.hours
  return firstWithin(at, { from, until, days: weekdays }, timeZone)
}

export function isDemandTime(at: Temporal.Instant, clock: Clock): boolean {
  return demandTime(at, clock).equals(at)
}

/** The first moment from `at` on at which the lender has people to help: only then does a phone lock by what we asked for. */
export function staffedTime(at: Temporal.Instant, { policy, timeZone }: Clock): Temporal.Instant {
  const { staffedFrom: from, staffedUntil: until, staffedDays: days } = policy.hours
  return firstWithin(at, { from, until, days }, timeZone)
}

/** When the lender has had people for so long since `at`: only in their hours can it be promised what a person does. */
export function staffedAfter(
  at: Temporal.Instant,
  duration: Temporal.DurationLike,
  clock: Clock,
): Temporal.Instant {
  let from = staffedTime(at, clock)
  let left = from.until(from.add(duration))
  for (;;) {
    const closes = closingAfter(from, clock)
    const open = from.until(closes)
    if (Temporal.Duration.compare(left, open) <= 0) return from.add(left)
    left = left.subtract(open)
    from = staffedTime(closes, clock)
  }
}

function closingAfter(staffed: Temporal.Instant, { policy, timeZone }: Clock): Temporal.Instant {
  const day = dayAt(staffed, timeZone)
  return atHour(day, policy.hours.staffedUntil, timeZone)
}

/** By when a person has looked at what was put before one now: the end of the last day in which a person decides. */
export function lookedAtBy(now: Temporal.Instant, { policy, timeZone }: Clock): Temporal.Instant {
  const today = dayAt(now, timeZone)
  return atHour(today.add({ days: policy.plan.decideWithinDays }), 24, timeZone)
}

/** Whole hours of a day, `until` not among them; 24 is the end of the day. */
type Hours = { from: number; until: number; days: readonly Weekday[] }

function firstWithin(at: Temporal.Instant, hours: Hours, timeZone: string): Temporal.Instant {
  const today = dayAt(at, timeZone)
  for (let ahead = 0; ahead <= weekdays.length; ahead += 1) {
    const day = today.add({ days: ahead })
    const [opens, closes] = [atHour(day, hours.from, timeZone), atHour(day, hours.until, timeZone)]
    // Where the clocks go forward, a day can lack those hours.
    const isThere = Temporal.Instant.compare(opens, closes) < 0
    const isOpen = isThere && hours.days.includes(weekdays[day.dayOfWeek - 1] ?? 'mon')
    if (isOpen && Temporal.Instant.compare(at, closes) < 0)
      return Temporal.Instant.compare(at, opens) > 0 ? at : opens
  }
  throw new Error('no hour of the week is within')
}

function atHour(day: Temporal.PlainDate, hour: number, timeZone: string): Temporal.Instant {
  if (hour === 24) return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) }).toInstant()
}
