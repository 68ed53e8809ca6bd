import { expect, test } from 'vitest'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { clockAt, day } from '#tests/domain/given-balance.ts'

const clock = clockAt('2026-11-21T04:00:00Z')
const asked = (dueOn: string, heldUntil: Temporal.Instant | null = null) => ({
  balance: {
    schedule: [{ number: 1, dueOn: day(dueOn), amountMinor: 5n }],
    outstandingMinor: 5n,
  },
  isReleased: false,
  heldUntil,
  openUntil: null,
})

test('what has ended leaves no phone open, however long ago and whenever somebody is there to help', () => {
  for (const dueOn of ['2026-10-01', '2026-11-10'])
    expect(leftOpenUntil(asked(dueOn), clock)).toBeNull()
  expect(leftOpenUntil(asked('2026-10-01', clock.now), clock)).toBeNull()
})

test('what still forbids to lock leaves it open until then', () => {
  const heldUntil = clock.now.add({ hours: 1 })
  expect(String(leftOpenUntil(asked('2026-10-01', heldUntil), clock))).toBe(String(heldUntil))
  expect(leftOpenUntil(asked('2026-12-21'), clock)).toBeInstanceOf(Temporal.Instant)
})
