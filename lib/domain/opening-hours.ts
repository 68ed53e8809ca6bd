import { z } from 'zod'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

const span = z.object({
  fromDay: z.enum(weekdays),
  /** The last of the days; before the first, it goes over the end of the week. */
  toDay: z.enum(weekdays),
  opens: clockTime,
  /** 00:00 is the end of the day. */
  closes: clockTime,
})
export type OpeningSpan = z.infer<typeof span>

/** When somebody is there: several spans a week. On a day of none it is closed. */
export const openingSpans = z.array(span).max(14).default([])

/** The same of several places, each by its name. */
export const placesSpans = z
  .array(span.extend({ place: z.string().trim().min(1) }))
  .max(200)
  .default([])

/** Hours as data, and the words that a lender wrote before it set any. */
export type OpeningHours = { spans: readonly OpeningSpan[]; note: string }

/** The hours of one of several places. */
export function hoursAt(
  spans: readonly (OpeningSpan & { place: string })[],
  { name, hours = '' }: { name: string; hours?: string | undefined },
): OpeningHours {
  return { spans: spans.filter(({ place }) => place === name), note: hours }
}

/** The days of a span in their order. */
export function daysOf({ fromDay, toDay }: OpeningSpan): Weekday[] {
  const first = weekdays.indexOf(fromDay)
  const count = ((weekdays.indexOf(toDay) - first + 7) % 7) + 1
  return [...weekdays, ...weekdays].slice(first, first + count)
}

/** The days on which nobody is there. */
export function closedDays(spans: readonly OpeningSpan[]): Weekday[] {
  const open = new Set(spans.flatMap(daysOf))
  return weekdays.filter((day) => !open.has(day))
}

type SpanFault = 'not_after_the_first' | 'overlaps'

/** What is wrong with the span at `index`: it ends before it begins, or meets one before it on a day. */
export function spanFault(spans: readonly OpeningSpan[], index: number): SpanFault | undefined {
  const one = spans[index]
  if (!one) return undefined
  if (endOf(one) <= one.opens) return 'not_after_the_first'
  const days = daysOf(one)
  const meets = spans
    .slice(0, index)
    .filter((other) => daysOf(other).some((day) => days.includes(day)))
    .some((other) => one.opens < endOf(other) && other.opens < endOf(one))
  return meets ? 'overlaps' : undefined
}

function endOf({ closes }: OpeningSpan): string {
  return closes === '00:00' ? '24:00' : closes
}

/** A time as people type it, 9, 9:30 or 9.30, as 09:30. Undefined when it is none. */
export function readClockTime(digits: string): string | undefined {
  const typed = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(digits.trim())
  if (!typed) return undefined
  const [, hour = '', minute = '00'] = typed
  const time = `${hour.padStart(2, '0')}:${minute}`
  return clockTime.safeParse(time).success ? time : undefined
}
