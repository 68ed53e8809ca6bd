import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, limitsBroken } from '#lib/domain/restructuring/decision.ts'
import { isEasier } from '#lib/domain/restructuring/load.ts'
import {
  closestTo,
  ownAmountPlan,
  ownLimits,
  planOptions,
} from '#lib/domain/restructuring/options.ts'
import { examples } from '#tests/support/examples.ts'
import { anyGround, books, ground } from './given-plan-ground.ts'

const twoLate = books([
  ['2026-09-20', 100_000n],
  ['2026-10-20', 100_000n],
  ['2026-12-20', 100_000n],
  ['2027-01-20', 100_000n],
])
const today = '2026-11-21'
const history = { isAsked: false, isReturning: false, agreedInYear: 0 }

describe('the options', () => {
  test('of a usual loan two installments late', () => {
    const options = planOptions(ground(twoLate, today))
    expect(
      options.map(({ terms, eachMinor }) => [terms.kind, terms.extraMonths, eachMinor]),
    ).toEqual([
      ['longer_term', 2, 100_000n],
      ['pause', 3, 100_000n],
      ['part_now', 1, 100_000n],
    ])
    expect(
      options.every((plan) => decide(plan, ground(twoLate, today), history).kind === 'instant'),
    ).toBe(true)
  })

  test('the one closest to what somebody can pay is always among them', () => {
    const options = planOptions(ground(twoLate, today), 10_000n)
    expect(options).toHaveLength(3)
    expect(closestTo(options, 10_000n)?.terms).toMatchObject({
      kind: 'smaller_installments',
      extraMonths: 6,
    })
  })

  test('a lender that gives no pause offers none', () => {
    const kinds = planOptions(ground(twoLate, today, { mostPauseMonths: 0 })).map(
      ({ terms }) => terms.kind,
    )
    expect(kinds).toEqual(['longer_term', 'part_now', 'smaller_installments'])
  })

  test('the smallest installment is the lender’s limit', () => {
    const on = ground(twoLate, today, { smallestInstallmentMinor: { LKR: 80_000n } })
    const smallest = planOptions(on, 1n).find(({ terms }) => terms.kind === 'smaller_installments')
    expect(smallest?.eachMinor).toBe(80_000n)
  })

  test('no installment is below the least that can be charged, the one due at once neither', () => {
    const on = { ...ground(twoLate, today), leastChargeMinor: 80_000n }
    const plans = planOptions(on, 1n)
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) {
      expect(plan.installments.slice(0, -1).every((one) => one.amountMinor >= 80_000n)).toBe(true)
      expect(decide(plan, on, history).kind).not.toBe('refused')
    }
    const free = planOptions(ground(twoLate, today), 1n)
    expect(free.some(({ eachMinor }) => eachMinor < 80_000n)).toBe(true)
  })

  test('who owes nothing, or has one small installment left, is offered nothing', () => {
    expect(planOptions(ground(books([['2026-12-20', 100n]], 0n), today))).toEqual([])
    const last = ground(books([['2026-12-20', 100n]]), today, {
      smallestInstallmentMinor: { LKR: 100n },
      mostPauseMonths: 0,
    })
    expect(planOptions(last)).toEqual([])
  })

  test('any loan: at most three, all different, within the limits, easier than today, and never refused', () => {
    fc.assert(
      fc.property(anyGround, fc.option(fc.bigInt(0n, 2_000n), { nil: undefined }), (on, target) => {
        const options = planOptions(on, target)
        expect(options.length).toBeLessThanOrEqual(3)
        const shown = options.map(({ installments }) =>
          installments.map((one) => `${one.dueOn} ${one.amountMinor}`).join(),
        )
        expect(new Set(shown).size).toBe(options.length)
        const smallestMinor = on.policy.smallestInstallmentMinor[on.currency] ?? 1n
        for (const plan of options) {
          expect(limitsBroken(plan, on)).toEqual([])
          expect(isEasier(plan, on)).toBe(true)
          expect(decide(plan, on, history).kind).not.toBe('refused')
          for (const one of plan.installments.slice(0, -1))
            expect(one.amountMinor).toBeGreaterThanOrEqual(smallestMinor)
        }
      }),
      { numRuns: examples(600) },
    )
  })
})

describe('an own amount', () => {
  test('names its bounds', () => {
    expect(ownLimits(ground(twoLate, today))).toEqual({
      minimumMinor: 50_000n,
      maximumMinor: 400_000n,
    })
  })

  test('is refused below the smallest, at what settles the loan, and where it helps nobody', () => {
    const on = ground(twoLate, today)
    expect(ownAmountPlan(49_999n, on)).toBe('below_minimum')
    expect(ownAmountPlan(400_000n, on)).toBe('settles_now')
    expect(ownAmountPlan(300_000n, on)).toBe('not_easier')
  })

  test('any amount within the bounds is a plan within the limits, or no easier than today', () => {
    fc.assert(
      fc.property(anyGround, fc.bigInt(1n, 5_000n), (on, amountMinor) => {
        const { minimumMinor, maximumMinor } = ownLimits(on)
        const plan = ownAmountPlan(amountMinor, on)
        const fault =
          amountMinor >= maximumMinor
            ? 'settles_now'
            : amountMinor < minimumMinor
              ? 'below_minimum'
              : 'not_easier'
        if (typeof plan === 'string' || fault !== 'not_easier') {
          expect(plan).toBe(fault)
          return
        }
        expect(limitsBroken(plan, on)).toEqual([])
        expect(plan.eachMinor).toBe(amountMinor)
      }),
      { numRuns: examples(600) },
    )
  })
})
