import { describe, expect, test } from 'vitest'
import { type LockFacts, lockReasonOf } from '#lib/domain/lock/lock-reason.ts'
import { lockStates } from '#lib/domain/lock/unlock.ts'

function reason(facts: Partial<LockFacts>) {
  return lockReasonOf({
    lockState: 'locked',
    otherLocks: [],
    arrearsMinor: 0n,
    hasLiveUnlock: false,
    ...facts,
  })
}

test.for([
  ['returned', { isReturned: true, lockState: 'released', arrearsMinor: 1n }],
  ['released', { lockState: 'released', arrearsMinor: 1n }],
  ['other_lock', { lockState: 'released', otherLocks: ['sim_lock'] }],
  ['offline_lock', { lockState: 'released', otherLocks: ['offline_lock'] }],
  ['returned', { isReturned: true, lockState: 'released', otherLocks: ['sim_lock'] }],
  ['open', { lockState: 'unlocked' }],
  ['open', { lockState: 'unlocked', arrearsMinor: 1n }],
  ['offline_lock', { lockState: 'unlocked', otherLocks: ['sim_lock', 'offline_lock'] }],
  ['other_lock', { lockState: 'unlocked', otherLocks: ['sim_lock'] }],
  ['overdue', { arrearsMinor: 1n }],
  ['overdue', { lockState: 'locking', arrearsMinor: 1n }],
  ['locked_without_reason', {}],
  ['locked_and_watched', { isWatched: true }],
  ['overdue', { isWatched: true, arrearsMinor: 1n }],
  ['locked_and_watched', { isWatched: true, arrearsMinor: 1n, isInGrace: true }],
  ['overdue', { arrearsMinor: 1n, isInGrace: true }],
  ['plan_not_begun', { awaitsFirstPayment: true }],
  ['overdue', { awaitsFirstPayment: true, arrearsMinor: 1n }],
  ['paid_not_confirmed', { hasLiveUnlock: true }],
  ['paid_not_confirmed', { hasLiveUnlock: true, arrearsMinor: 1n }],
  ['opening', { hasLiveUnlock: true, isUnlockPaid: false }],
  ['opening', { lockState: 'unlocking' }],
  ['unknown', { lockState: 'unknown', arrearsMinor: 1n, hasLiveUnlock: true }],
  ['unknown', { lockState: 'not_enrolled' }],
  ['unknown', { lockState: 'unknown', isOpenedByHand: true }],
  ['paid_not_confirmed', { lockState: 'unknown', isOpenedByHand: true, hasLiveUnlock: true }],
  [
    'opening',
    { lockState: 'unknown', isOpenedByHand: true, hasLiveUnlock: true, isUnlockPaid: false },
  ],
  ['unknown', { lockState: 'not_enrolled', isOpenedByHand: true, hasLiveUnlock: true }],
  ['open', { lockState: 'unlocked', isOpenedByHand: true, hasLiveUnlock: true }],
] satisfies [string, Partial<LockFacts>][])('%s: %o', ([expected, facts]) => {
  expect(reason(facts)).toBe(expected)
})

describe('nothing is guessed', () => {
  test('what the device does not say is unknown, whatever the books say', () => {
    for (const lockState of lockStates.filter((one) => one === 'unknown' || one === 'not_enrolled'))
      for (const arrearsMinor of [0n, 1n])
        for (const hasLiveUnlock of [true, false])
          expect(reason({ lockState, arrearsMinor, hasLiveUnlock })).toBe('unknown')
  })

  test('a phone is called open only when it says so', () => {
    for (const lockState of lockStates)
      expect(reason({ lockState }) === 'open').toBe(lockState === 'unlocked')
  })
})
