import { expect, test } from 'vitest'
import { opensLonger } from '#lib/workflows/unlocks/unlock-by-staff.ts'

const until = Temporal.Instant.from('2026-12-05T12:00:00Z')
const later = until.add({ hours: 1 })

test.each([
  [true, 'locked', null],
  [true, 'unknown', null],
  [true, 'unlocked', until.subtract({ hours: 1 })],
  [false, 'unlocked', until],
  [false, 'unlocked', later],
  [false, 'unlocked', null],
  [false, 'released', null],
  [false, null, null],
] as const)(
  'a temporary unlock changes something: %s, %s until %s',
  (changes, lockState, relockAt) => {
    expect(opensLonger({ lockState, relockAt }, until)).toBe(changes)
  },
)
