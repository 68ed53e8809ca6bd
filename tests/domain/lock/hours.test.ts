import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  demandTime,
  isDemandTime,
  lookedAtBy,
  morningOf,
  staffedAfter,
  staffedTime,
} from '#lib/domain/lock/hours.ts'
import { weekdays } from '#lib/domain/opening-hours.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { examples } from '#tests/support/examples.ts'
import { policy as values } from '#tests/support/policy.ts'

type Hours = { staffedFrom: number; staffedUntil: number; staffedDays: readonly string[] }

function clockOf(hours: Partial<Hours>, timeZone = 'Asia/Colombo') {
  const usual = { demandsFrom: 8, demandsUntil: 20, staffedFrom: 9, staffedUntil: 17 }
  const staffedDays = ['mon', 'tue', 'wed', 'thu', 'fri']
  const policy = lenderPolicySchema.parse({
    ...values,
    hours: { ...usual, staffedDays, ...hours },
  })
  return { policy, timeZone }
}

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Asia/Colombo]`).toInstant()

describe('in Colombo, with demands from 8 to 20', () => {
  test.for([
    ['2026-11-21T07:59:59', '2026-11-21T08:00:00'],
    ['2026-11-21T08:00:00', '2026-11-21T08:00:00'],
    ['2026-11-21T19:59:59', '2026-11-21T19:59:59'],
    ['2026-11-21T20:00:00', '2026-11-22T08:00:00'],
    ['2026-11-22T00:00:30', '2026-11-22T08:00:00'],
  ] as const)('what is to be asked at %s is asked at %s', ([asked, sent]) => {
    expect(demandTime(at(asked), clockOf({})).equals(at(sent))).toBe(true)
  })
})

test('a moment is one for demands when none later is meant', () => {
  const is = (text: string) => isDemandTime(at(text), clockOf({}))
  expect([is('2026-11-21T08:00:00'), is('2026-11-21T19:59:59')]).toEqual([true, true])
  expect([is('2026-11-21T07:59:59'), is('2026-11-21T20:00:00')]).toEqual([false, false])
})

test('people are reminded at nine where the lender is', () => {
  const day = Temporal.PlainDate.from('2026-11-21')
  expect(`${morningOf(day, 'Asia/Colombo')}`).toBe('2026-11-21T03:30:00Z')
  expect(`${morningOf(day, 'America/Mexico_City')}`).toBe('2026-11-21T15:00:00Z')
})

test('a person has looked by the end of the last day in which one decides', () => {
  const { policy, timeZone } = clockOf({})
  const within = (decideWithinDays: number) =>
    lookedAtBy(at('2026-11-21T23:00:00'), {
      timeZone,
      policy: { ...policy, plan: { ...policy.plan, decideWithinDays } },
    })
  expect(`${within(1)}`).toBe(`${at('2026-11-23T00:00:00')}`)
  expect(`${within(3)}`).toBe(`${at('2026-11-25T00:00:00')}`)
})

test('a lender without a day on which anybody is there is a fault', () => {
  const clock = clockOf({})
  const hours = { ...clock.policy.hours, staffedDays: [] }
  const never = { ...clock, policy: { ...clock.policy, hours } }
  expect(() => staffedTime(at('2026-11-21T08:00:00'), never)).toThrow('no hour of the week')
})

test('hours until 24 last until midnight', () => {
  const late = at('2026-11-20T23:30:00')
  const allDay = clockOf({ staffedFrom: 0, staffedUntil: 24 })
  expect(staffedTime(late, allDay).equals(late)).toBe(true)
})

describe('with people from Monday to Friday, 9 to 17', () => {
  test.for([
    ['Friday at noon stays', '2026-11-20T12:00:00', '2026-11-20T12:00:00'],
    ['Friday at five waits for Monday', '2026-11-20T17:00:00', '2026-11-23T09:00:00'],
    ['Sunday at midnight waits for Monday', '2026-11-22T00:00:00', '2026-11-23T09:00:00'],
  ] as const)('%s', ([, asked, locks]) => {
    expect(staffedTime(at(asked), clockOf({})).equals(at(locks))).toBe(true)
  })
})

describe('one hour of people from Monday to Friday, 9 to 17', () => {
  test.for([
    ['at noon ends at one', '2026-11-20T12:00:00', '2026-11-20T13:00:00'],
    ['in the night ends an hour after they come', '2026-11-20T00:38:00', '2026-11-20T10:00:00'],
    ['ends as they go', '2026-11-19T16:00:00', '2026-11-19T17:00:00'],
    ['goes on in the morning', '2026-11-19T16:40:00', '2026-11-20T09:40:00'],
    ['goes on after the weekend', '2026-11-20T16:40:00', '2026-11-23T09:40:00'],
  ] as const)('%s', ([, asked, done]) => {
    expect(`${staffedAfter(at(asked), { hours: 1 }, clockOf({}))}`).toBe(`${at(done)}`)
  })
})

test('more hours than a day has people go on for days; with people at all hours they are hours', () => {
  const friday = at('2026-11-20T16:00:00')
  expect(`${staffedAfter(friday, { hours: 10 }, clockOf({}))}`).toBe(`${at('2026-11-24T10:00:00')}`)
  const always = clockOf({ staffedFrom: 0, staffedUntil: 24, staffedDays: weekdays })
  expect(`${staffedAfter(friday, { hours: 30 }, always)}`).toBe(`${friday.add({ hours: 30 })}`)
})

test('what is left of the hours to the nanosecond goes on the next day', () => {
  const asked = '2026-11-20T16:40:17.123456789'
  const done = at('2026-11-23T09:40:17.123456789')
  expect(`${staffedAfter(at(asked), { hours: 1 }, clockOf({}))}`).toBe(`${done}`)
})

const anyHours = fc
  .record({
    from: fc.integer({ min: 0, max: 23 }),
    length: fc.integer({ min: 1, max: 24 }),
    staffedDays: fc.subarray([...weekdays], { minLength: 1 }),
  })
  .map(({ from, length, staffedDays }) => ({
    staffedFrom: from,
    staffedUntil: Math.min(from + length, 24),
    staffedDays,
  }))

test('wherever the lender is and however its clock changes: never before, within its hours, and the first such minute', () => {
  const zones = fc.constantFrom(
    ...['Asia/Colombo', 'America/Santiago', 'Africa/Cairo', 'America/Mexico_City', 'Asia/Tokyo'],
  )
  const moments = fc.integer({ min: 1_767_225_600, max: 1_830_000_000 })
  let runs = 0
  fc.assert(
    fc.property(anyHours, zones, moments, (hours, timeZone, seconds) => {
      runs += 1
      const asked = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      const answer = staffedTime(asked, clockOf(hours, timeZone))
      const isWithin = (moment: Temporal.Instant) => {
        const { hour, dayOfWeek } = moment.toZonedDateTimeISO(timeZone)
        const { staffedFrom, staffedUntil, staffedDays } = hours
        const day = weekdays[dayOfWeek - 1] ?? 'mon'
        return staffedDays.includes(day) && hour >= staffedFrom && hour < staffedUntil
      }
      expect(Temporal.Instant.compare(answer, asked)).toBeGreaterThanOrEqual(0)
      const { hour } = answer.toZonedDateTimeISO(timeZone)
      // An hour that the clock leaves out begins with the one after it.
      expect(isWithin(answer) || hour === hours.staffedFrom + 1).toBe(true)
      if (isWithin(asked)) expect(answer.equals(asked)).toBe(true)
      const waited = asked.until(answer).total('minutes')
      for (let minutes = 0; minutes < waited - 1; minutes += 29)
        expect(isWithin(asked.add({ minutes }))).toBe(false)
    }),
    { numRuns: examples(400) },
  )
  expect(runs).toBeGreaterThanOrEqual(examples(400))
})
