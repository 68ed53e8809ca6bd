import fc from 'fast-check'

const [which, percent] = [fc.nat({ max: 5 }), fc.integer({ min: 1, max: 130 })]
/** Anything that two people can do at the desk, and what Stripe says meanwhile. */
export const deskStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('cash' as const), percent }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('reverse' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('pay' as const),
      percent,
      extra: fc.constantFrom(0n, 0n, 1n, 90_000n),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('book aside' as const), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('refund' as const), which, percent }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('stripe says' as const),
      which,
      status: fc.constantFrom('succeeded' as const, 'failed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('decide' as const),
      decision: fc.constantFrom('approved' as const, 'approved' as const, 'refused' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('release' as const), writesOff: fc.boolean() }),
  },
)
export type DeskStep = typeof deskStep extends fc.Arbitrary<infer S> ? S : never
