import { expect, test } from 'vitest'
import { formatMoney } from '#lib/domain/money.ts'
import {
  formatAgo,
  formatDay,
  formatDayAndTime,
  formatMoment,
  formatTime,
  type Reader,
  writtenLocale,
} from '#lib/words/format.ts'
import { preferredLanguage } from '#lib/words/languages.ts'

const now = Temporal.Instant.from('2026-11-21T20:13:02Z')
const reader = (language: string): Reader => ({
  locale: writtenLocale(language),
  timeZone: 'Asia/Colombo',
  now,
})

test('a day is written in the language of the reader, with its year only when it is another', () => {
  const [december, january] = [
    Temporal.PlainDate.from('2026-12-01'),
    Temporal.PlainDate.from('2027-01-01'),
  ]
  expect(formatDay(december, reader('en'))).toBe('1 December')
  expect(formatDay(january, reader('en'))).toBe('1 January 2027')
  expect(formatDay(december, reader('es'))).toBe('1 de diciembre')
  expect(formatDay(december, reader('ar'))).toBe('1 ديسمبر')
})

test("a moment is told by the lender's clock: only the time on the lender's own today", () => {
  expect(formatMoment(now, reader('en'))).toBe('01:43')
  expect(formatMoment(Temporal.Instant.from('2026-11-21T12:00:00Z'), reader('en'))).toBe(
    'Sat 21 Nov, 17:30',
  )
  expect(formatTime(now, reader('en'), '2-digit')).toBe('01:43:02')
  expect(formatDayAndTime(now, reader('en'))).toBe('Sun 22 November at 01:43')
})

test('how long ago, in the unit people would use', () => {
  const ago = (duration: Temporal.DurationLike) => formatAgo(now.subtract(duration), reader('en'))
  expect(ago({ seconds: 20 })).toBe('now')
  expect(ago({ minutes: 59 })).toBe('59 minutes ago')
  expect(ago({ hours: 2 })).toBe('2 hours ago')
  expect(ago({ hours: 72 })).toBe('3 days ago')
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
  expect(preferredLanguage(null)).toBe('en')
  expect(preferredLanguage(';;q=,,')).toBe('en')
})
