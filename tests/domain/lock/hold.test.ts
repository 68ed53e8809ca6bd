import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endOfDay,
  heldSince,
  holdReasons,
  isTold,
  lastDayOf,
  longestHold,
  longestUntil,
  openingFor,
} from '#lib/domain/lock/hold.ts'
import { lockStates } from '#lib/domain/lock/unlock.ts'
import { anyDay, clockAt } from '#tests/domain/given-balance.ts'
import { anyHour } from '#tests/support/policy.ts'

const until = Temporal.Instant.from('2026-11-27T18:30:00Z')
const sooner = until.subtract({ hours: 5 })

test('a warning is told while something is overdue, any other hold always', () => {
  for (const reason of holdReasons) {
    expect(isTold({ reason }, 1n)).toBe(true)
    expect(isTold({ reason }, 0n)).toBe(reason !== 'warning')
  }
})

describe('what is asked so that a phone stays open', () => {
  test.for([
    ['locked', null, { kind: 'until', relockAt: until }],
    ['unknown', null, { kind: 'until', relockAt: until }],
    ['unlocked', sooner, { kind: 'until', relockAt: until }],
    ['unlocked', until.subtract({ seconds: 61 }), { kind: 'until', relockAt: until }],
    ['unlocked', until.subtract({ seconds: 60 }), undefined],
    ['unlocked', until, undefined],
    ['unlocked', null, undefined],
    ['released', null, undefined],
    ['not_enrolled', null, undefined],
  ] as const)('%s, locking again at %s', ([lockState, relockAt, asked]) => {
    expect(openingFor({ lockState, relockAt }, until, clockAt('2026-11-17T20:00:00Z'))).toEqual(
      asked,
    )
  })

  const byLender = clockAt('2026-11-17T20:00:00Z', { relock: 'by_lender' })

  test('it locks again only when somebody is there: the day ends at midnight, the phone locks at nine', () => {
    const staffed = clockAt('2026-11-17T20:00:00Z', {
      hours: { ...anyHour(), staffedFrom: 9, staffedUntil: 17, staffedDays: ['mon', 'tue'] },
    })
    const asked = openingFor({ lockState: 'locked', relockAt: null }, until, staffed)
    // The hold ends on Friday night; Monday is the next day with people.
    const monday = Temporal.Instant.from('2026-11-30T03:30:00Z')
    expect(asked).toEqual({ kind: 'until', relockAt: monday })
    expect(openingFor({ lockState: 'unlocked', relockAt: monday }, until, staffed)).toBeUndefined()
  })

  test('a lender that locks by its own command is given no date', () => {
    expect(openingFor({ lockState: 'locked', relockAt: null }, until, byLender)).toEqual({
      kind: 'indefinite',
    })
  })

  test('whatever is asked opens at least until the hold ends', () => {
    for (const lockState of lockStates)
      for (const relockAt of [null, sooner, until]) {
        const asked = openingFor({ lockState, relockAt }, until, clockAt('2026-11-17T20:00:00Z'))
        if (asked?.kind === 'until') expect(asked.relockAt).toEqual(until)
      }
  })
})

test('the last day told is the day that was meant, in every zone', () => {
  const zones = [
    'Asia/Colombo',
    'America/Mexico_City',
    'Pacific/Apia',
    'America/Sao_Paulo',
    // Their clocks are put on at midnight.
    'Africa/Cairo',
    'America/Santiago',
    'UTC',
  ]
  // And the days before and on which they are.
  for (const [zone, ...days] of [
    ['Africa/Cairo', '2026-04-23', '2026-04-24'],
    ['America/Santiago', '2026-09-05', '2026-09-06'],
  ] as const)
    for (const day of days) {
      const end = endOfDay(Temporal.PlainDate.from(day), zone)
      expect(lastDayOf(end, zone).toString()).toBe(day)
    }
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

describe('since when there has been a hold on every day', () => {
  const now = Temporal.Instant.from('2026-11-21T04:00:00Z')
  const colombo = { now, timeZone: 'Asia/Colombo' }
  const at = (text: string) => Temporal.Instant.from(`${text}:00+05:30`)
  const held = (from: string, until: string, ended?: string) => ({
    fromAt: at(from),
    untilAt: at(until),
    endedAt: ended ? at(ended) : null,
  })
  const running = held('2026-11-20T09:00', '2026-11-25T00:00')

  test.for<[string, ReturnType<typeof held>[], string]>([
    ['none', [], '2026-11-21'],
    ['one that runs', [running], '2026-11-20'],
    [
      'one that took the place of another',
      [running, held('2026-11-10T12:00', '2026-11-21T00:00', '2026-11-20T09:00')],
      '2026-11-10',
    ],
    [
      'one placed the day after',
      [running, held('2026-11-10T12:00', '2026-11-20T00:00')],
      '2026-11-10',
    ],
    [
      'one placed two days after',
      [running, held('2026-11-10T12:00', '2026-11-19T00:00')],
      '2026-11-20',
    ],
    [
      'one that was ended two days before, though it was to last',
      [running, held('2026-11-10T12:00', '2026-12-01T00:00', '2026-11-18T23:59')],
      '2026-11-20',
    ],
    [
      'over yesterday',
      [held('2026-11-10T12:00', '2026-11-21T00:00', '2026-11-21T00:01')],
      '2026-11-10',
    ],
    [
      'over long ago, though it was only seen yesterday',
      [held('2026-11-10T12:00', '2026-11-18T00:00', '2026-11-20T12:00')],
      '2026-11-21',
    ],
    ['over the day before', [held('2026-11-10T12:00', '2026-11-20T00:00')], '2026-11-21'],
  ])('%s', ([, holds, since]) => expect(`${heldSince(holds, colombo)}`).toBe(since))
})
