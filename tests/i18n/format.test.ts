import { expect, test } from 'vitest'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import {
  formatAgo,
  formatDay,
  formatDayAndTime,
  formatDistance,
  formatForTheRecord,
  formatMoment,
  formatTime,
  formatUntil,
  listedDays,
  type Reader,
  writtenLocale,
} from '#lib/i18n/format.ts'
import { preferredLanguage } from '#lib/i18n/language-names.ts'

const now = Temporal.Instant.from('2026-11-21T20:13:02Z')
const reader = (language: string): Reader => ({
  locale: writtenLocale(language),
  timeZone: 'Asia/Colombo',
  now,
})

test('a day is written in the language of the reader, with its year only when it could be another', () => {
  const [december, january, july, before] = [
    Temporal.PlainDate.from('2026-12-01'),
    Temporal.PlainDate.from('2027-01-10'),
    Temporal.PlainDate.from('2027-07-09'),
    Temporal.PlainDate.from('2025-12-31'),
  ]
  expect(formatDay(december, reader('en'))).toBe('1 December')
  expect(formatDay(january, reader('en'))).toBe('10 January')
  expect(formatDay(july, reader('en'))).toBe('9 July 2027')
  expect(formatDay(before, reader('en'))).toBe('31 December 2025')
  expect(formatDay(december, reader('es'))).toBe('1 de diciembre')
  expect(formatDay(december, reader('ar'))).toBe('1 ديسمبر')
})

test('a list names the year at every day of it or at none', () => {
  const days = ['2026-12-09', '2027-01-09', '2027-02-09'].map((day) => Temporal.PlainDate.from(day))
  expect(days.map(listedDays(days, reader('en')))).toEqual([
    '9 December 2026',
    '9 January 2027',
    '9 February 2027',
  ])
  const ofThisYear = days.slice(0, 1)
  expect(ofThisYear.map(listedDays(ofThisYear, reader('en')))).toEqual(['9 December'])
  const ofNext = days.slice(1, 2)
  expect(ofNext.map(listedDays(ofNext, reader('en'), 'long'))).toEqual(['Saturday 9 January 2027'])
})

test('what ends with a day is open until that day', () => {
  const until = (at: string) => formatUntil(Temporal.Instant.from(at), reader('en'))
  expect(until('2026-12-08T18:30:00Z')).toBe('Tuesday 8 December')
  expect(until('2026-12-08T12:30:00Z')).toBe('Tue 8 December at 18:00')
})

test.for([
  ['Africa/Cairo', '2026-04-23', 'Thursday 23 April'],
  ['America/Santiago', '2026-09-05', 'Saturday 5 September'],
] as const)(
  'a day ends on its own day where the clock is put on at midnight: %s',
  ([timeZone, day, said]) => {
    const until = endOfDay(Temporal.PlainDate.from(day), timeZone)
    const there = { ...reader('en'), timeZone, now: until.subtract({ hours: 40 }) }
    expect(formatUntil(until, there)).toBe(said)
    expect(formatUntil(until.add({ hours: 1 }), there)).toContain(' at 02:00')
  },
)

test('a weekday and its day are one phrase, without a comma', () => {
  const [near, far] = [Temporal.PlainDate.from('2027-01-10'), Temporal.PlainDate.from('2027-07-09')]
  const [long, short] = [
    ['en', 'es', 'ar'].map((language) => formatDay(near, reader(language), 'long')),
    ['en', 'es', 'ar'].map((language) => formatDay(far, reader(language), 'short')),
  ]
  expect(long).toEqual(['Sunday 10 January', 'domingo 10 de enero', 'الأحد 10 يناير'])
  expect(short).toEqual(['Fri 9 Jul 2027', 'vie 9 jul 2027', 'الجمعة 9 يوليو 2027'])
})

test("a moment is told by the lender's clock: only the time on the lender's own today", () => {
  expect(formatMoment(now, reader('en'))).toBe('01:43')
  expect(formatMoment(Temporal.Instant.from('2026-11-21T12:00:00Z'), reader('en'))).toBe(
    'Sat 21 Nov, 17:30',
  )
  expect(formatTime(now, reader('en'), '2-digit')).toBe('01:43:02')
  expect(formatDayAndTime(now, reader('en'))).toBe('Sun 22 November at 01:43')
  expect(formatForTheRecord(now, reader('en'))).toBe('22 November 2026 at 01:43')
})

test('how long ago, in the unit people would use', () => {
  const ago = (duration: Temporal.DurationLike) => formatAgo(now.subtract(duration), reader('en'))
  expect(ago({ seconds: 20 })).toBe('just now')
  expect(formatAgo(now, reader('es'))).toBe('hace un momento')
  expect(ago({ minutes: 59 })).toBe('59 minutes ago')
  expect(ago({ hours: 2 })).toBe('2 hours ago')
  expect(ago({ hours: 72 })).toBe('3 days ago')
  expect(ago({ hours: 47 })).toBe('1 day ago')
})

test('how far away, in whole spans: no day of the calendar is named that it is not', () => {
  const away = (duration: Temporal.DurationLike, locale: Parameters<typeof reader>[0] = 'en') =>
    formatDistance(now.add(duration), reader(locale))
  expect(away({ hours: 71 })).toBe('in 2 days')
  expect(away({ hours: 71 }, 'es')).toBe('dentro de 2 días')
  expect(away({ hours: 47 })).toBe('in 1 day')
  expect(away({ hours: -3 })).toBe('3 hours ago')
  expect(away({ seconds: 20 })).toBe('now')
})

test('Latin American readers see amounts as they write them', () => {
  expect(formatMoney({ amountMinor: 1_845_000n, currency: 'MXN' }, writtenLocale('es'))).toMatch(
    /18,450\.00/,
  )
})

test('the language is the first one asked for that we speak', () => {
  expect(preferredLanguage('fr-FR,es-MX;q=0.8,en;q=0.5')).toBe('es')
  expect(preferredLanguage('en;q=0.2, ar;q=0.9')).toBe('ar')
  expect(preferredLanguage('es;q=0, en')).toBe('en')
  expect(preferredLanguage(null)).toBeUndefined()
  expect(preferredLanguage('fr-FR, si;q=0.5')).toBeUndefined()
  expect(preferredLanguage(';;q=,,')).toBeUndefined()
})
