import { expect, test } from 'vitest'
import type { OpeningSpan } from '#lib/domain/opening-hours.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'

const spans: OpeningSpan[] = [
  { fromDay: 'mon', toDay: 'fri', opens: '08:00', closes: '20:00' },
  { fromDay: 'sat', toDay: 'sat', opens: '09:30', closes: '00:00' },
]

test.each([
  ['en-GB', 'Mon–Fri 08:00–20:00, Sat 09:30–24:00, closed Sun'],
  ['es-419', 'lun–vie 08:00–20:00, sáb 09:30–24:00, cerrado dom'],
  ['ar', 'الاثنين–الجمعة 08:00–20:00، السبت 09:30–24:00، مغلق الأحد'],
])('hours are written as people of %s read them', (locale, said) => {
  expect(writtenHours({ spans, note: 'whenever' }, locale).replaceAll('\u200f', '')).toBe(said)
})

test('nothing is said of closed days where there is none', () => {
  const always: OpeningSpan[] = [{ fromDay: 'mon', toDay: 'sun', opens: '00:00', closes: '00:00' }]
  expect(writtenHours({ spans: always, note: '' }, 'en-GB')).toBe('Mon–Sun 00:00–24:00')
})

test('until hours are set, the words of before are shown', () => {
  expect(writtenHours({ spans: [], note: 'Mon–Sat, mornings' }, 'ar')).toBe('Mon–Sat, mornings')
})
