import { expect, test } from 'vitest'
import {
  isOpenedByMoney,
  lendersLock,
  type OpeningFacts,
  openingForHolder,
  openingOf,
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
