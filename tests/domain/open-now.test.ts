import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { opennessAt } from '#lib/domain/open-now.ts'
import { daysOf, type OpeningSpan, weekdays } from '#lib/domain/opening-hours.ts'

const span = (
  days: [OpeningSpan['fromDay'], OpeningSpan['toDay']],
  opens: string,
  closes: string,
): OpeningSpan => ({ fromDay: days[0], toDay: days[1], opens, closes })

const office = [span(['mon', 'fri'], '09:00', '17:00')]
const at = (text: string, timeZone = 'Asia/Colombo') =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant()
const asked = (spans: OpeningSpan[], text: string, timeZone = 'Asia/Colombo') =>
  opennessAt(spans, { now: at(text, timeZone), timeZone })

// 1 December 2026 is a Tuesday.
describe('by the clock of the lender', () => {
  test.for([
    ['2026-12-01T09:00', 'open', '2026-12-01T17:00'],
    ['2026-12-01T16:59:59', 'open', '2026-12-01T17:00'],
    ['2026-12-01T17:00', 'closed', '2026-12-02T09:00'],
    ['2026-12-01T08:59', 'closed', '2026-12-01T09:00'],
    ['2026-12-04T17:00', 'closed', '2026-12-07T09:00'],
    ['2026-12-06T12:00', 'closed', '2026-12-07T09:00'],
  ] as const)('an office is at %s %s, until %s', ([now, state, next]) => {
    const expected = state === 'open' ? { state, until: at(next) } : { state, opensAt: at(next) }
    expect(asked(office, now)).toEqual(expected)
  })

  test('the same moment is another time elsewhere', () => {
    const now = at('2026-12-01T10:00')
    expect(opennessAt(office, { now, timeZone: 'Asia/Colombo' })?.state).toBe('open')
    expect(opennessAt(office, { now, timeZone: 'America/Mexico_City' })?.state).toBe('closed')
  })

  test('without hours nothing is said', () => {
    expect(asked([], '2026-12-01T10:00')).toBeUndefined()
  })

  test('day and night has no end, and a night goes over midnight', () => {
    expect(asked([span(['mon', 'sun'], '00:00', '00:00')], '2026-12-01T10:00')).toEqual({
      state: 'always',
    })
    const night = [span(['tue', 'tue'], '20:00', '00:00'), span(['wed', 'wed'], '00:00', '04:00')]
    expect(asked(night, '2026-12-01T23:00')).toEqual({
      state: 'open',
      until: at('2026-12-02T04:00'),
    })
  })

  test('where the clock is put on, what opens in the hour that is not there opens after it', () => {
    const early = [span(['sun', 'sun'], '02:30', '12:00')]
    // Berlin, 29 March 2026: 02:00 is 03:00.
    expect(asked(early, '2026-03-29T01:00', 'Europe/Berlin')).toEqual({
      state: 'closed',
      opensAt: Temporal.Instant.from('2026-03-29T01:30Z'),
    })
  })
})

test('at any minute of any week it says what the hours say', () => {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const spans = fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom(...weekdays),
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 439 }),
      )
      .map(([day, opens, length]) => span([day, day], clock(opens), clock(opens + length))),
    { minLength: 1, maxLength: 7, selector: ({ fromDay }) => fromDay },
  )
  fc.assert(
    fc.property(spans, fc.integer({ min: 0, max: 7 * 24 * 60 - 1 }), (hours, minutes) => {
      const timeZone = 'Asia/Colombo'
      const isOpen = (moment: Temporal.Instant) => {
        const there = moment.toZonedDateTimeISO(timeZone)
        const time = there.toPlainTime().toString({ smallestUnit: 'minute' })
        return hours.some(
          (one) =>
            daysOf(one).includes(weekdays[there.dayOfWeek - 1] ?? 'mon') &&
            one.opens <= time &&
            time < one.closes,
        )
      }
      const now = at('2026-11-30T00:00').add({ minutes })
      const said = opennessAt(hours, { now, timeZone })
      expect(said?.state).toBe(isOpen(now) ? 'open' : 'closed')
      const next = said && ('until' in said ? said.until : 'opensAt' in said ? said.opensAt : now)
      if (!next) throw new Error('nothing was said')
      expect(isOpen(next)).toBe(!isOpen(now))
      // Nothing changes on the way there.
      const before = next.subtract({ minutes: 1 })
      if (Temporal.Instant.compare(before, now) >= 0) expect(isOpen(before)).toBe(isOpen(now))
    }),
  )
})
