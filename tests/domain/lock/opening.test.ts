import { expect, test } from 'vitest'
import {
  isBackOnline,
  isHeardSince,
  isOpenedByMoney,
  isOtherwiseLocked,
  lendersLock,
  type Opening,
  type OpeningFacts,
  openingForHolder,
  openingOf,
  takesACode,
  waitsForPhone,
} from '#lib/domain/lock/opening.ts'

const now = Temporal.Instant.from('2026-11-29T12:00:00Z')
const hoursAgo = (hours: number) => now.subtract({ hours })

const locked: OpeningFacts = {
  lockState: 'locked',
  otherLocks: [],
  isOpenedByHand: false,
  isServiceDown: false,
  lastSeenAt: hoursAgo(1),
  handedBackAt: null,
}
const opening = (over: Partial<OpeningFacts> = {}) => openingOf({ ...locked, ...over }, now)

test.for([
  ['within_minutes', {}],
  ['within_minutes', { lastSeenAt: hoursAgo(24) }],
  ['when_online', { lastSeenAt: hoursAgo(25) }],
  ['when_online', { lastSeenAt: null }],
  ['service_down', { isServiceDown: true }],
  ['service_down', { isServiceDown: true, lastSeenAt: null }],
  ['said_open', { saidOpenAt: hoursAgo(1), isOpenedByHand: true, isServiceDown: true }],
  ['open', { saidOpenAt: hoursAgo(1), lockState: 'unlocked' }],
  ['by_person', { isOpenedByHand: true, lastSeenAt: null }],
  ['by_person', { isOpenedByHand: true, lockState: 'unknown', isServiceDown: true }],
  ['other_lock', { otherLocks: ['sim_lock'] }],
  ['other_lock', { otherLocks: ['lost_mode'], lockState: 'unlocked', isServiceDown: true }],
  ['offline_lock', { otherLocks: ['sim_lock', 'offline_lock'] }],
  ['open', { lockState: 'unlocked', lastSeenAt: null, isServiceDown: true }],
  ['released', { lockState: 'released', otherLocks: ['sim_lock'] }],
  ['returned', { handedBackAt: hoursAgo(1), otherLocks: ['sim_lock'] }],
] satisfies [string, Partial<OpeningFacts>][])('%s: %o', ([expected, facts]) => {
  expect(opening(facts)).toBe(expected)
})

test('whoever holds a phone is not told that it is open while another lock is on it', () => {
  const seen = (over: Partial<OpeningFacts>) => openingForHolder({ ...locked, ...over }, now)
  expect(seen({ lockState: 'released', otherLocks: ['sim_lock'] })).toBe('other_lock')
  expect(seen({ lockState: 'released', otherLocks: ['offline_lock'] })).toBe('offline_lock')
  expect(seen({ lockState: 'released' })).toBe('released')
  expect(seen({ lockState: 'released', otherLocks: ['sim_lock'], handedBackAt: now })).toBe(
    'returned',
  )
})

test('money opens no lock of somebody else, none that is gone, and no phone that was handed back', () => {
  expect(
    ['open', 'within_minutes', 'when_online', 'by_person', 'service_down'].every(byMoney),
  ).toBe(true)
  expect(['released', 'other_lock', 'offline_lock', 'returned'].some(byMoney)).toBe(false)
})

function byMoney(name: string): boolean {
  return isOpenedByMoney(name as Parameters<typeof isOpenedByMoney>[0])
}

test('a lock that is asked to go for good is going until the phone says that it is gone', () => {
  expect(lendersLock({ lockState: 'locked', isReleased: true })).toBe('going')
  expect(lendersLock({ lockState: 'unlocked', isReleased: true })).toBe('going')
  expect(lendersLock({ lockState: 'released', isReleased: true })).toBe('released')
  expect(lendersLock({ lockState: 'unlocked' })).toBe('unlocked')
  expect(lendersLock({ lockState: 'unknown' })).toBe('locked')
})

const every: Opening[] = [
  'open',
  'released',
  'returned',
  'said_open',
  'other_lock',
  'offline_lock',
  'by_person',
  'service_down',
  'when_online',
  'within_minutes',
]

test('a code opens what a lock service keeps shut, and can be asked for codes', () => {
  expect(every.filter(takesACode)).toEqual([
    'open',
    'said_open',
    'offline_lock',
    'when_online',
    'within_minutes',
  ])
})

test('a lock of somebody else, or one that set itself, is not the lender’s', () => {
  expect(every.filter(isOtherwiseLocked)).toEqual(['other_lock', 'offline_lock'])
})

test('only the phone is missing once its service has taken the unlock and it is out of reach', () => {
  const taken = { state: 'accepted', acceptedAt: hoursAgo(1) } as const
  expect(every.filter((opening) => waitsForPhone(opening, taken))).toEqual([
    'offline_lock',
    'when_online',
  ])
  const waits = (over: Partial<Parameters<typeof waitsForPhone>[1]>) =>
    waitsForPhone('when_online', { ...taken, ...over })
  expect(waits({ acceptedAt: null })).toBe(false)
  expect(waits({ state: 'expired' })).toBe(true)
  expect([waits({ state: 'confirmed' }), waits({ state: 'rejected' })]).toEqual([false, false])
})

test('a phone comes back when it was silent for more than a day', () => {
  expect(isBackOnline(hoursAgo(25), now)).toBe(true)
  expect(isBackOnline(hoursAgo(24), now)).toBe(false)
  expect(isBackOnline(null, now)).toBe(true)
})

test.for<[since: boolean, seen: number | null, asked: number | null]>([
  [true, 1, 5],
  [true, 5, 5],
  [true, 5, null],
  [false, 5, 1],
  [false, null, 1],
  [false, null, null],
])(
  'a phone has spoken since it was asked: %s (heard %s hours ago, asked %s)',
  ([since, seen, asked]) => {
    const ago = (hours: number | null) => (hours === null ? null : hoursAgo(hours))
    expect(isHeardSince(ago(seen), ago(asked))).toBe(since)
  },
)
