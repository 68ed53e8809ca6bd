import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import {
  mayOpenByItself,
  type OpenSpan,
  openAgainOn,
  openDays,
  openThrough,
} from '#lib/domain/lock/open-days.ts'
import { clockAt } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'

const zone = 'Asia/Colombo'
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant()
const span = (from: string, until: string): OpenSpan => ({ fromAt: at(from), untilAt: at(until) })
const clock = (openDaysInYear: number, now = '2026-11-21T12:00:00') =>
  clockAt(at(now).toString(), { hold: { ...holds, openDaysInYear } })
const holds = {
  disputeDays: 10,
  disputeAnsweredDays: 3,
  disputesInNinetyDays: 2,
  breathingSpaceDays: 60,
  bereavementDays: 60,
  staffMostDays: 30,
  outageDays: 3,
  warningDays: 3,
}

describe('days that are counted', () => {
  test('each once, however many arrangements keep the phone open on it, the first and the last whole', () => {
    const spans = [
      span('2026-11-01T23:59:59', '2026-11-03T00:00:01'),
      span('2026-11-02T08:00:00', '2026-11-04T00:00:00'),
    ]
    expect(openDays(spans, clock(30))).toEqual({ usedDays: 3, mostDays: 30 })
  })

  test('none by an arrangement that ended as it began', () => {
    const none = span('2026-11-01T12:00:00', '2026-11-01T12:00:00')
    const backwards = span('2026-11-01T12:00:00', '2026-11-01T11:00:00')
    expect(openDays([none, backwards], clock(30)).usedDays).toBe(0)
  })

  test('of a year, today the last, and those to come', () => {
    const old = span('2025-11-20T10:00:00', '2025-11-23T00:00:00')
    // 22 November 2025 is the first of the 365 days that end today.
    expect(openDays([old], clock(30)).usedDays).toBe(1)
    const ahead = span('2026-11-21T10:00:00', '2026-11-24T00:00:00')
    expect(openDays([old, ahead], clock(30)).usedDays).toBe(4)
  })
})

describe('what opens by itself', () => {
  const used = [span('2026-11-01T00:00:00', '2026-11-09T00:00:00')]

  test('as many days as are left, and not one more', () => {
    expect(openThrough(used, clock(10)).toString()).toBe('2026-11-22')
    expect(mayOpenByItself(used, at('2026-11-23T00:00:00'), clock(10))).toBe(true)
    expect(mayOpenByItself(used, at('2026-11-23T00:00:01'), clock(10))).toBe(false)
  })

  test('days to come that are open anyway take nothing of what is left', () => {
    const ahead = [span('2026-11-22T00:00:00', '2026-11-25T00:00:00')]
    expect(openThrough(ahead, clock(10)).toString()).toBe('2026-11-30')
  })

  test('what adds no day is never refused; with no days at all nothing opens', () => {
    const today = [span('2026-11-20T00:00:00', '2026-11-24T00:00:00')]
    expect(openThrough(today, clock(2)).toString()).toBe('2026-11-23')
    expect(openThrough([], clock(0)).toString()).toBe('2026-11-20')
    expect(mayOpenByItself([], at('2026-11-21T23:00:00'), clock(0))).toBe(false)
  })
})

describe('from when an arrangement opens by itself again', () => {
  const used = [span('2026-01-10T00:00:00', '2026-01-20T00:00:00')]

  test('when the year holds as many days less as it needs', () => {
    expect(openThrough(used, clock(10)).toString()).toBe('2026-11-20')
    expect(openAgainOn(used, 0, clock(10))?.toString()).toBe('2027-01-10')
    expect(openAgainOn(used, 1, clock(10))?.toString()).toBe('2027-01-11')
    expect(openAgainOn(used, 3, clock(11))?.toString()).toBe('2027-01-12')
    expect(openAgainOn(used, 0, clock(11))?.toString()).toBe('2026-11-22')
  })

  test('on that day it does, and on the day before it does not', () => {
    const day = openAgainOn(used, 4, clock(10))
    if (!day) throw new Error('never')
    const lastOf = (date: Temporal.PlainDate) => endOfDay(date.add({ days: 4 }), zone)
    const on = (date: Temporal.PlainDate) => clock(10, `${date}T12:00:00`)
    expect(mayOpenByItself(used, lastOf(day), on(day))).toBe(true)
    const before = day.subtract({ days: 1 })
    expect(mayOpenByItself(used, lastOf(before), on(before))).toBe(false)
  })

  test('no day where the policy has none', () => {
    expect(openAgainOn([], 0, clock(0))).toBeUndefined()
  })
})

/** One asks again and again, for as long as one may; each wish is withdrawn after some of its days. */
const wishes = fc.array(
  fc.record({
    pauseDays: fc.integer({ min: 0, max: 40 }),
    days: fc.integer({ min: 1, max: 60 }),
    keptPercent: fc.integer({ min: 0, max: 100 }),
  }),
  { minLength: 5, maxLength: 60 },
)

test('whoever asks whenever and for whatever: in no 365 days are more open than the policy allows', () => {
  let runs = 0
  fc.assert(
    fc.property(wishes, fc.integer({ min: 0, max: 200 }), (asked, most) => {
      runs += 1
      const open = new Set<string>()
      const spans: OpenSpan[] = []
      let day = Temporal.PlainDate.from('2026-01-01')
      for (const { pauseDays, days, keptPercent } of asked) {
        day = day.add({ days: pauseDays })
        const fromAt = day.toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).toInstant()
        const policy = clock(most).policy
        const until = endOfDay(day.add({ days: days - 1 }), zone)
        if (!mayOpenByItself(spans, until, { policy, timeZone: zone, now: fromAt })) continue
        const kept = Math.max(1, Math.ceil((days * keptPercent) / 100))
        spans.push({ fromAt, untilAt: endOfDay(day.add({ days: kept - 1 }), zone) })
        for (let ahead = 0; ahead < kept; ahead += 1) open.add(day.add({ days: ahead }).toString())
        day = day.add({ days: keptPercent > 50 ? 0 : kept })
      }
      const days = [...open].sort().map((text) => Temporal.PlainDate.from(text))
      for (const last of days) {
        const first = last.subtract({ days: 364 })
        const within = days.filter(
          (one) =>
            Temporal.PlainDate.compare(one, first) >= 0 &&
            Temporal.PlainDate.compare(one, last) <= 0,
        )
        expect(within.length).toBeLessThanOrEqual(most)
      }
    }),
    { numRuns: examples(100) },
  )
  expect(runs).toBeGreaterThanOrEqual(examples(100))
})
