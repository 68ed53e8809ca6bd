import { expect, test } from 'vitest'
import { heldOpenUntil, leftOpenUntil } from '#lib/lock-rules/left-open.ts'
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

test('what a hold keeps open is told by when it may lock, or by what keeps it so for longer', () => {
  const late = asked('2026-10-01')
  const midnight = Temporal.Instant.from('2026-11-25T00:00:00Z')
  const hours = { ...clock.policy.hours, staffedFrom: 8, staffedUntil: 20 }
  const staffed = { ...clock, timeZone: 'UTC', policy: { ...clock.policy, hours } }
  expect(`${heldOpenUntil(late, midnight, staffed)}`).toBe('2026-11-25T08:00:00Z')
  const openUntil = Temporal.Instant.from('2026-12-07T12:00:00Z')
  expect(heldOpenUntil({ ...late, openUntil }, midnight, staffed)).toEqual(openUntil)
  const earlier = Temporal.Instant.from('2026-11-22T12:00:00Z')
  const held = heldOpenUntil({ ...late, openUntil: earlier }, midnight, staffed)
  expect(`${held}`).toBe('2026-11-25T08:00:00Z')
})
