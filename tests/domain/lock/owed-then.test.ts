import { expect, test } from 'vitest'
import { owedThen } from '#lib/domain/lock/owed-then.ts'

const owed = { owedAgainMinor: 1_325_000n, arrearsMinor: 1_325_000n }

test('what was released for good cannot lock again, whatever is owed', () => {
  expect(owedThen('released', owed)).toBe('released')
  for (const lockState of ['locked', 'unlocked', 'unknown'] as const)
    expect(owedThen(lockState, owed)).toBe('overdue')
})

test('what leaves nothing overdue, or changes nothing, leaves the lock as it is', () => {
  expect(owedThen('unlocked', { ...owed, arrearsMinor: 0n })).toBe('lock_stays')
  expect(owedThen('locked', { ...owed, owedAgainMinor: 0n })).toBe('lock_stays')
  expect(owedThen(null, { owedAgainMinor: 0n, arrearsMinor: 0n })).toBe('lock_stays')
})
