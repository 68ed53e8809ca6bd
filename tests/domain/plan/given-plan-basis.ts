import fc from 'fast-check'
import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { planPolicySchema } from '#lib/domain/policy/hardship-policy.ts'
import { anyBalance, anyDay, day } from '#tests/domain/given-balance.ts'

const planPolicy = planPolicySchema.parse(undefined)

/** Books with these installments, of which the newest make up what is outstanding. */
export function balance(
  installments: readonly (readonly [string, bigint])[],
  outstandingMinor?: bigint,
): LoanBalance {
  const schedule = installments.map(([dueOn, amountMinor], index) => ({
    number: index + 1,
    dueOn: day(dueOn),
    amountMinor,
  }))
  const totalMinor = schedule.reduce((sum, one) => sum + one.amountMinor, 0n)
  return { schedule, outstandingMinor: outstandingMinor ?? totalMinor }
}

export function basis(
  of: LoanBalance,
  today: string,
  policy: Partial<PlanBasis['policy']> = {},
): PlanBasis {
  return {
    balance: of,
    costBearingMinor: of.outstandingMinor,
    costReturnedMinor: 0n,
    currency: 'LKR',
    today: day(today),
    policy: { ...planPolicy, ...policy },
  }
}

export function terms(values: Partial<PlanTerms> = {}): PlanTerms {
  return {
    kind: 'longer_term',
    extraMonths: 0,
    pauseMonths: 0,
    partNowMinor: 0n,
    ownMinor: null,
    ...values,
  }
}

/** Any loan on any day under any lender's plan policy. */
export const anyBasis: fc.Arbitrary<PlanBasis> = fc
  .record({
    of: anyBalance,
    today: anyDay,
    currency: fc.constantFrom('LKR', 'JPY', 'KWD'),
    costFreePercent: fc.constantFrom(0n, 0n, 10n, 100n),
    mostExtraMonths: fc.integer({ min: 0, max: 24 }),
    mostPauseMonths: fc.integer({ min: 0, max: 4 }),
    costPercentPerMonth: fc.constantFrom(0, 0.5, 1.25, 3),
    smallestMinor: fc.bigInt(1n, 300n),
    instant: fc.option(
      fc.record({
        mostExtraMonths: fc.integer({ min: 0, max: 12 }),
        mostPauseMonths: fc.integer({ min: 0, max: 3 }),
      }),
    ),
  })
  .map(({ of, today, currency, smallestMinor, costFreePercent, ...policy }) => ({
    balance: of,
    costBearingMinor: of.outstandingMinor - (of.outstandingMinor * costFreePercent) / 100n,
    costReturnedMinor: 0n,
    today,
    currency,
    policy: {
      ...planPolicy,
      ...policy,
      smallestInstallmentMinor: { [currency]: smallestMinor },
    },
  }))
