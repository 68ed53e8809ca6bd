import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DisputeHold, mayHoldForDispute } from '#lib/domain/lock/hold.ts'
import { clockAt } from './given-balance.ts'

const { policy, now } = clockAt('2026-11-17T20:00:00Z', {})
const { disputeDays, disputesInNinetyDays } = policy.hold

const held = (daysAgo: number, values: Partial<DisputeHold> = {}): DisputeHold => ({
  causeId: `${daysAgo}`,
  outcome: null,
  fromAt: now.subtract({ hours: 24 * daysAgo }),
  ...values,
})
const may = (...before: DisputeHold[]) => mayHoldForDispute(policy, before, now)

test('the first holds, another only after its time', () => {
  expect(may()).toBe(true)
  expect(may(held(disputeDays - 1))).toBe(false)
  expect(may(held(disputeDays))).toBe(true)
  expect(may(held(disputeDays - 1, { outcome: 'partly_upheld' }))).toBe(false)
})

test('who was right may say the next thing at once, as often as they are right', () => {
  expect(may(...[1, 2, 3, 30, 60].map((days) => held(days, { outcome: 'upheld' })))).toBe(true)
})

test('a lender that does not answer cannot use up what holds', () => {
  expect(may(...[20, 35, 50, 65, 80].map((days) => held(days)))).toBe(true)
})

test('one dispute held twice is one', () => {
  const same = { causeId: 'one', outcome: 'not_upheld' } as const
  expect(may(held(30, same), held(20, same))).toBe(true)
  expect(may(held(30, same), held(20, { outcome: 'not_upheld' }))).toBe(false)
})

test('said as often as anybody likes, what is not so holds no more than the policy lets it in any ninety days', () => {
  const anyDays = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
  fc.assert(
    fc.property(anyDays, (days) => {
      const holds: DisputeHold[] = []
      for (const day of days.toSorted((one, other) => one - other)) {
        const at = now.add({ hours: 24 * day })
        if (mayHoldForDispute(policy, holds, at))
          holds.push({ causeId: `${holds.length}`, fromAt: at, outcome: 'not_upheld' })
      }
      for (const { fromAt } of holds) {
        const soon = holds.filter(
          (other) =>
            Temporal.Instant.compare(other.fromAt, fromAt) >= 0 &&
            Temporal.Instant.compare(other.fromAt, fromAt.add({ hours: 24 * 90 })) < 0,
        )
        expect(soon.length).toBeLessThanOrEqual(disputesInNinetyDays)
      }
    }),
  )
})
