/** Whose words and whose clock: a person's language, a lender's zone, one moment for the whole page. */
export type Reader = { locale: string; timeZone: string; now: Temporal.Instant }

// A bare "en" writes dates the American way, a bare "es" writes amounts the Spanish way.
const writtenAs: Record<string, string> = { en: 'en-GB', es: 'es-419' }

/** The tag under which numbers, money and dates of a language are written. */
export function writtenLocale(language: string): string {
  return writtenAs[language] ?? language
}

/** 1 December; with the year when it is not this year's, with the weekday when asked (`long`: Friday 27 November). */
export function formatDay(
  day: Temporal.PlainDate,
  reader: Reader,
  weekday?: 'short' | 'long',
): string {
  const year = day.year === todayOf(reader).year ? undefined : 'numeric'
  const look = { day: 'numeric', month: weekday ?? 'long', weekday, year } as const
  return dates(reader, { ...look, timeZone: 'UTC' }).format(epochMsOf(day))
}

/** 09:43 today, else Sat 21 Nov, 09:43. */
export function formatMoment(at: Temporal.Instant, reader: Reader): string {
  const day = at.toZonedDateTimeISO(reader.timeZone).toPlainDate()
  if (day.equals(todayOf(reader))) return formatTime(at, reader)
  return dates(reader, { ...shortDay, ...clock, timeZone: reader.timeZone }).format(
    at.epochMilliseconds,
  )
}

/** Sat 28 November at 18:00, whatever day it is. */
export function formatDayAndTime(at: Temporal.Instant, reader: Reader): string {
  return dates(reader, { ...shortDay, month: 'long', ...clock, timeZone: reader.timeZone }).format(
    at.epochMilliseconds,
  )
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

/** How long ago, in the largest unit that fits: 2 hours ago. Less than a minute: now. */
export function formatAgo(at: Temporal.Instant, { locale, now }: Reader): string {
  const passedMs = now.epochMilliseconds - at.epochMilliseconds
  const format = agoFormat(locale)
  for (const [unit, unitMs] of spans) {
    if (passedMs >= unitMs) return format.format(-Math.floor(passedMs / unitMs), unit)
  }
  return format.format(0, 'second')
}

/** How far away on either side, in the largest unit that fits: in 3 hours, 2 days ago. Less than a minute: now. */
export function formatDistance(at: Temporal.Instant, { locale, now }: Reader): string {
  const awayMs = at.epochMilliseconds - now.epochMilliseconds
  const format = agoFormat(locale)
  for (const [unit, unitMs] of spans) {
    if (Math.abs(awayMs) >= unitMs) return format.format(Math.trunc(awayMs / unitMs), unit)
  }
  return format.format(0, 'second')
}

const agoFormats = new Map<string, Intl.RelativeTimeFormat>()

function agoFormat(locale: string): Intl.RelativeTimeFormat {
  const known = agoFormats.get(locale)
  const format = known ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (!known) agoFormats.set(locale, format)
  return format
}

/** A name or code that keeps its own direction inside a sentence of another. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}

export function todayOf({ now, timeZone }: Pick<Reader, 'now' | 'timeZone'>): Temporal.PlainDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate()
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

function epochMsOf(day: Temporal.PlainDate): number {
  return Date.UTC(day.year, day.month - 1, day.day)
}
