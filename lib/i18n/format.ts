import { dayAt } from '#lib/domain/day.ts'
import { isLanguage, type Language } from '#lib/domain/languages.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'

/** Whose words and whose clock: a person's language, a lender's zone, one moment for the whole page. */
export type Reader = { locale: string; timeZone: string; now: Temporal.Instant }

// A bare "en" writes dates the American way, a bare "es" writes amounts the Spanish way.
const writtenAs: Record<string, string> = { en: 'en-GB', es: 'es-419' }

/** The tag under which numbers, money and dates of a language are written. */
export function writtenLocale(language: string): string {
  return writtenAs[language] ?? language
}

/** 1 December; with the year when it could be another, with the weekday when asked (`long`: Friday 27 November). */
export function formatDay(
  day: Temporal.PlainDate,
  reader: Reader,
  weekday?: 'short' | 'long',
): string {
  const year = isOfAnotherYear(day, todayOf(reader)) ? 'numeric' : undefined
  return dayWith(year, day, { ...reader, weekday })
}

function dayWith(
  year: 'numeric' | undefined,
  day: Temporal.PlainDate,
  { weekday, ...reader }: Reader & { weekday: 'short' | 'long' | undefined },
): string {
  const look = { day: 'numeric', month: weekday ?? 'long', weekday, year } as const
  const format = dates(reader, { ...look, timeZone: 'UTC' })
  return weekday ? written(format, epochMsOf(day)) : format.format(epochMsOf(day))
}

// In November nobody takes 10 January for the one that was.
function isOfAnotherYear(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return day.year !== today.year && Math.abs(today.until(day).days) > 183
}

/** 09:43 today, else Sat 21 Nov, 09:43. */
export function formatMoment(at: Temporal.Instant, reader: Reader): string {
  const { timeZone } = reader
  const [day, today] = [dayAt(at, timeZone), todayOf(reader)]
  if (day.equals(today)) return formatTime(at, reader)
  const year = isOfAnotherYear(day, today) ? 'numeric' : undefined
  return written(dates(reader, { ...shortDay, year, ...clock, timeZone }), at.epochMilliseconds)
}

/** Sat 28 November at 18:00, whatever day it is; with the year when it could be another. */
export function formatDayAndTime(at: Temporal.Instant, reader: Reader): string {
  const { timeZone } = reader
  const day = dayAt(at, timeZone)
  const year = isOfAnotherYear(day, todayOf(reader)) ? 'numeric' : undefined
  const look = { ...shortDay, month: 'long', year, ...clock, timeZone } as const
  return written(dates(reader, look), at.epochMilliseconds)
}

/** Until when, as people say it: Tuesday 8 December when it ends with that day, else Wed 9 December at 14:00. */
export function formatUntil(until: Temporal.Instant, reader: Reader): string {
  // Not always at 00:00: where the clock is put on at midnight, a day begins at 01:00.
  const isDayOver = until.toZonedDateTimeISO(reader.timeZone).startOfDay().toInstant().equals(until)
  return isDayOver
    ? formatDay(lastDayOf(until, reader.timeZone), reader, 'long')
    : formatDayAndTime(until, reader)
}

/** How each day of one list is written: all with the year, or none when all are of this year. */
export function listedDays(
  days: readonly Temporal.PlainDate[],
  reader: Reader,
  weekday?: 'short' | 'long',
): (day: Temporal.PlainDate) => string {
  const { year } = todayOf(reader)
  const shown = days.every((day) => day.year === year) ? undefined : 'numeric'
  return (day) => dayWith(shown, day, { ...reader, weekday })
}

/** 21 November 2026 at 09:43: for what is kept, and read again in another year. */
export function formatForTheRecord(at: Temporal.Instant, reader: Reader): string {
  const { timeZone } = reader
  const look = { day: 'numeric', month: 'long', year: 'numeric', ...clock, timeZone } as const
  return dates(reader, look).format(at.epochMilliseconds)
}

/** 21 November 2026: the same where only the day is known. */
export function formatDayForTheRecord(day: Temporal.PlainDate, reader: Reader): string {
  const look = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return dates(reader, look).format(epochMsOf(day))
}

/** 09:43, or 09:43:02 with seconds. */
export function formatTime(at: Temporal.Instant, reader: Reader, second?: '2-digit'): string {
  return dates(reader, { ...clock, second, timeZone: reader.timeZone }).format(at.epochMilliseconds)
}

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

// "Now" alone does not stand in a sentence: last heard from just now.
const justNow: Record<Language, string> = {
  en: 'just now',
  es: 'hace un momento',
  ar: 'قبل لحظات',
}

/** How long ago, in the largest unit that fits: 2 hours ago. Less than a minute: just now. */
export function formatAgo(at: Temporal.Instant, { locale, now }: Reader): string {
  const passedMs = now.epochMilliseconds - at.epochMilliseconds
  const format = agoFormat(locale)
  for (const [unit, unitMs] of spans) {
    if (passedMs >= unitMs) return format.format(-Math.floor(passedMs / unitMs), unit)
  }
  const language = locale.slice(0, 2)
  return isLanguage(language) ? justNow[language] : format.format(0, 'second')
}

/** How far away on either side, in the largest unit that fits: in 3 hours, 2 days ago. Less than a minute: now. */
export function formatDistance(at: Temporal.Instant, { locale, now }: Reader): string {
  const awayMs = at.epochMilliseconds - now.epochMilliseconds
  const format = agoFormat(locale)
  for (const [unit, unitMs] of spans) {
    if (Math.abs(awayMs) >= unitMs) return format.format(Math.trunc(awayMs / unitMs), unit)
  }
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
}

const agoFormats = new Map<string, Intl.RelativeTimeFormat>()

function agoFormat(locale: string): Intl.RelativeTimeFormat {
  const known = agoFormats.get(locale)
  // Whole spans are counted, not days of the calendar: 47 hours are a day, and may end the day after tomorrow.
  const format = known ?? new Intl.RelativeTimeFormat(locale)
  if (!known) agoFormats.set(locale, format)
  return format
}

/** A name or code that keeps its own direction inside a sentence of another. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}

export function todayOf({ now, timeZone }: Pick<Reader, 'now' | 'timeZone'>): Temporal.PlainDate {
  return dayAt(now, timeZone)
}

const shortDay = { weekday: 'short', day: 'numeric', month: 'short' } as const
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

type Options = {
  [Name in keyof Intl.DateTimeFormatOptions]: Intl.DateTimeFormatOptions[Name] | undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()

// It is asked with milliseconds: from a Temporal value Intl makes out a pattern anew each time, at twenty times the cost.
function dates({ locale }: Reader, options: Options): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options as Intl.DateTimeFormatOptions)
    formats.set(key, format)
  }
  return format
}

// Inside a sentence, no language needs the comma after the weekday: Sunday 10 January, الأحد 10 يناير.
function written(format: Intl.DateTimeFormat, atMs: number): string {
  const parts = format.formatToParts(atMs)
  const isAfterWeekday = (index: number) => parts[index - 1]?.type === 'weekday'
  return parts.map(({ value }, index) => (isAfterWeekday(index) ? ' ' : value)).join('')
}

function epochMsOf(day: Temporal.PlainDate): number {
  return Date.UTC(day.year, day.month - 1, day.day)
}
