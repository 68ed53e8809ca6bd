import { isLanguage, type Language } from '#lib/domain/languages.ts'
import {
  closedDays,
  type OpeningHours,
  type OpeningSpan,
  type Weekday,
  weekdays,
} from '#lib/domain/opening-hours.ts'
import { translator } from './translator.ts'

const commas: Record<Language, string> = { en: ', ', es: ', ', ar: '، ' }

/** When somebody is there, as people of `locale` write it; until the lender has set hours, what it wrote in its own words. */
export function writtenHours({ spans, note }: OpeningHours, locale: string): string {
  if (spans.length === 0) return note
  const start = locale.slice(0, 2)
  const language = isLanguage(start) ? start : 'en'
  const t = translator(language, 'common')
  const days = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const written = spans.map((span) => `${daysText(span, days)} ${timesText(span, locale)}`)
  const closed = closedDays(spans).map((day) => days.format(dateOf(day)))
  const joined = written.join(commas[language])
  if (closed.length === 0) return joined
  return t('hours_closed', {
    hours: joined,
    days: new Intl.ListFormat(locale).format(closed),
  })
}

function daysText({ fromDay, toDay }: OpeningSpan, days: Intl.DateTimeFormat): string {
  const [first, last] = [dateOf(fromDay), dateOf(toDay)]
  if (fromDay === toDay) return days.format(first)
  return `${days.format(first)}–${days.format(last)}`
}

function timesText({ opens, closes }: OpeningSpan, locale: string): string {
  const times = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  })
  const [from, to] = [opens, closes].map((time) => times.format(Date.parse(`1970-01-01T${time}Z`)))
  return `${from}–${closes === '00:00' ? '24:00' : to}`
}

// 5 January 1970 was a Monday.
function dateOf(day: Weekday): number {
  return Date.UTC(1970, 0, 5 + weekdays.indexOf(day))
}
