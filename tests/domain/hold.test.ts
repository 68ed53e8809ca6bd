import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfDay, lastDayOf, longestHold, longestUntil, openingFor } from '#lib/domain/hold.ts'
import { standingOf } from '#lib/domain/installments.ts'
import { barsToLocking } from '#lib/domain/may-lock.ts'
import { lockStates } from '#lib/domain/unlock.ts'
import { anyBooks, anyClock, anyDay, clockAt } from './given-books.ts'

const until = Temporal.Instant.from('2026-11-27T18:30:00Z')
const sooner = until.subtract({ hours: 5 })

describe('what is asked so that a phone stays open', () => {
  test.for([
    ['locked', null, { kind: 'until', relockAt: until }],
    ['unknown', null, { kind: 'until', relockAt: until }],
    ['unlocked', sooner, { kind: 'until', relockAt: until }],
    ['unlocked', until.subtract({ seconds: 40 }), undefined],
    ['unlocked', until, undefined],
    ['unlocked', null, undefined],
    ['released', null, undefined],
    ['not_enrolled', null, undefined],
  ] as const)('%s, locking again at %s', ([lockState, relockAt, asked]) => {
    expect(openingFor({ lockState, relockAt }, until, 'by_date')).toEqual(asked)
  })

  test('a lender that locks by its own command is given no date', () => {
    expect(openingFor({ lockState: 'locked', relockAt: null }, until, 'by_lender')).toEqual({
      kind: 'indefinite',
    })
  })

  test('whatever is asked opens at least until the hold ends', () => {
    for (const lockState of lockStates)
      for (const relockAt of [null, sooner, until]) {
        const asked = openingFor({ lockState, relockAt }, until, 'by_date')
        if (asked?.kind === 'until') expect(asked.relockAt).toEqual(until)
      }
  })
})

test('the last day told is the day that was meant, in every zone', () => {
  const zones = ['Asia/Colombo', 'America/Mexico_City', 'Pacific/Apia', 'America/Sao_Paulo', 'UTC']
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
      expect(lastDayOf(endOfDay(day, zone), zone).toString()).toBe(day.toString())
    }),
  )
})

test('the longest hold ends at the end of a day', () => {
  const { policy, timeZone, now } = clockAt('2026-11-17T20:00:00Z', {
    hold: {
      disputeDays: 10,
      breathingSpaceDays: 60,
      bereavementDays: 60,
      staffMostDays: 30,
      outageDays: 3,
    },
  })
  expect(longestHold(policy, 'dispute')).toBe(10)
  const longest = longestUntil(policy, 'dispute', { now, timeZone })
  // It is the 18th in Colombo already.
  expect(lastDayOf(longest, timeZone).toString()).toBe('2026-11-28')
})

describe('may it be locked', () => {
  const nothing = { isReleased: false, isHeld: false, openUntil: null }

  test('never while anything at all forbids it, always when nothing does', () => {
    fc.assert(
      fc.property(
        anyBooks,
        anyClock,
        fc.boolean(),
        fc.boolean(),
        (books, clock, isHeld, isReleased) => {
          const bars = barsToLocking({ ...nothing, books, isHeld, isReleased }, clock)
          expect(bars.includes('hold')).toBe(isHeld)
          expect(bars.includes('released')).toBe(isReleased)
          const today = clock.now.toZonedDateTimeISO(clock.timeZone).toPlainDate()
          const { arrearsMinor, overdue } = standingOf(
            books.schedule,
            books.outstandingMinor,
            today,
          )
          expect(bars.includes('nothing_overdue')).toBe(arrearsMinor === 0n)
          const worst = overdue[0]?.daysLate ?? 0
          if (worst > Math.max(clock.policy.graceDays, 1)) expect(bars).not.toContain('grace')
          if (overdue.length > 0 && worst < Math.max(clock.policy.graceDays, 1))
            expect(bars).toContain('grace')
        },
      ),
    )
  })

  test('the time that was paid for is kept to the minute', () => {
    const clock = clockAt('2026-11-21T04:00:00Z')
    const books = {
      schedule: [{ number: 1, dueOn: Temporal.PlainDate.from('2026-10-01'), amountMinor: 5n }],
      outstandingMinor: 5n,
    }
    const bars = (openUntil: Temporal.Instant) =>
      barsToLocking({ ...nothing, books, openUntil }, clock)
    expect(bars(clock.now.add({ minutes: 1 }))).toEqual(['open_until'])
    expect(bars(clock.now)).toEqual([])
  })
})
