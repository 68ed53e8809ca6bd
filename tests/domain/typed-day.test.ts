import { expect, test } from 'vitest'
import { parseDay } from '#lib/domain/typed-day.ts'

test.for(['2026-11-28', ' 2026-11-28 ', '２０２６-１１-２８', '٢٠٢٦-١١-٢٨', '۲۰۲۶-۱۱-۲۸'])(
  '“%s” is 28 November 2026',
  (text) =>
    expect(parseDay(text)?.toString({ calendarName: 'always' })).toBe('2026-11-28[u-ca=iso8601]'),
)

test.for([
  '',
  '2026-02-30',
  '2026-13-01',
  '28.11.2026',
  '11/28/2026',
  '20261128',
  '2026-11-28T23:00',
  '2026-11-28[u-ca=hebrew]',
  '+002026-11-28',
  'yesterday',
])('“%s” is no clear date', (text) => expect(parseDay(text)).toBeUndefined())
