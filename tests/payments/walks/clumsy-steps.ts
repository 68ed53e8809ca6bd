import fc from 'fast-check'
import { choiceNames } from '#lib/domain/money/payment-choices.ts'

const which = fc.nat({ max: 5 })
/** Anything that payers and Stripe can do to one loan, likely things more often. */
export const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('open' as const),
      choice: fc.constantFrom(...choiceNames),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('capture' as const),
      which,
      way: fc.constantFrom('intent', 'session first', 'both', 'at once', 'sweep'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('capture other amount' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('crash' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('tell again' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('refund' as const),
      which,
      percent: fc.integer({ min: 1, max: 50 }),
      early: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('refund fails' as const), which, order: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('dispute' as const),
      which,
      change: fc.constantFrom('funds_withdrawn', 'funds_reinstated'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('expire' as const), which }) },
)
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** One of what there is so far; undefined while there is nothing. */
export function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % Math.max(items.length, 1)]
}
