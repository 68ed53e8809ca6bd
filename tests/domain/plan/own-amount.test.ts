import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Installment } from '#lib/domain/money/installments.ts'
import { decide, limitsBroken } from '#lib/domain/plan/decision.ts'
import { ownAmountPlan, ownLimits } from '#lib/domain/plan/own-amount.ts'
import { planOptions } from '#lib/domain/plan/plan-options.ts'
import { examples } from '#tests/support/examples.ts'
import { anyBasis, balance, basis } from './given-plan-basis.ts'

const twoLate = balance([
  ['2026-09-20', 100_000n],
  ['2026-10-20', 100_000n],
  ['2026-12-20', 100_000n],
  ['2027-01-20', 100_000n],
])
const today = '2026-11-21'
const due = ({ dueOn, amountMinor }: Installment) => [`${dueOn}`, amountMinor] as const
const history = { isAsked: false, isReturning: false, agreedInYear: 0 }

describe('an own amount', () => {
  test('names its bounds', () => {
    expect(ownLimits(basis(twoLate, today), [])).toEqual({
      minimumMinor: 50_000n,
      maximumMinor: 400_000n,
    })
  })

  test('is refused below the smallest, at what settles the loan, and where it helps nobody', () => {
    const on = basis(twoLate, today)
    expect(ownAmountPlan(49_999n, on, [])).toBe('below_minimum')
    expect(ownAmountPlan(400_000n, on, [])).toBe('settles_now')
    expect(ownAmountPlan(300_000n, on, [])).toBe('not_easier')
    expect(ownAmountPlan(50_000n, on, [])).toMatchObject({ terms: { kind: 'own_amount' } })
  })

  test('is at least what pays the cost of its months, too', () => {
    const costly = basis(twoLate, today, { costPercentPerMonth: 1 })
    expect(ownLimits(costly, [])?.minimumMinor).toBe(53_000n)
    expect(ownAmountPlan(52_999n, costly, [])).toBe('below_minimum')
    expect(ownAmountPlan(53_000n, costly, [])).toMatchObject({ terms: { extraMonths: 6 } })
  })

  test('that shares everything out is taken, the last installment with what rounding leaves', () => {
    const odd = basis(balance([...twoLate.schedule.map(due), ['2027-02-20', 100_003n]]), today)
    const smallest = planOptions(odd, 1n).find(({ terms }) => terms.extraMonths === 6)
    expect(smallest?.eachMinor).toBe(55_555n)
    expect(ownLimits(odd, [])?.minimumMinor).toBe(55_555n)
    expect(ownAmountPlan(55_555n, odd, [])).toMatchObject({ count: 9, lastMinor: 55_563n })
    expect(ownAmountPlan(55_554n, odd, [])).toBe('below_minimum')
    expect(ownAmountPlan(55_556n, odd, [])).toMatchObject({ count: 9, lastMinor: 55_555n })
  })

  test('what its last installment could not be paid alone with is paid with the one before', () => {
    const on = { ...basis(twoLate, today), leastChargeMinor: 20_000n }
    const last = (ownMinor: bigint) => {
      const plan = ownAmountPlan(ownMinor, on, [])
      return typeof plan === 'string' ? plan : [plan.count, plan.lastMinor]
    }
    expect(last(95_000n)).toEqual([5, 20_000n])
    expect(last(95_250n)).toEqual([4, 114_250n])
    expect(last(80_000n)).toEqual([5, 80_000n])
  })

  test('any amount that any plan shows is taken, for the same plan or a shorter one', () => {
    let tried = 0
    fc.assert(
      fc.property(anyBasis, fc.option(fc.bigInt(0n, 2_000n), { nil: undefined }), (on, target) => {
        const shown = planOptions(on, target)
        for (const plan of shown) {
          tried += 1
          const own = ownAmountPlan(plan.eachMinor, on, shown)
          if (typeof own === 'string') throw new Error(`${plan.eachMinor}: ${own}`)
          expect(own.eachMinor).toBe(plan.eachMinor)
          expect(decide(own, on, history).kind).not.toBe('refused')
          const isBarePlan = plan.terms.partNowMinor === 0n
          if (isBarePlan)
            expect(Temporal.PlainDate.compare(own.lastDueOn, plan.lastDueOn)).toBeLessThan(1)
        }
      }),
      { numRuns: examples(1_000) },
    )
    expect(tried).toBeGreaterThan(examples(1_000))
  })

  test('where no amount would help none is asked for, and the least that is named helps', () => {
    const tried = { helps: 0, none: 0 }
    fc.assert(
      fc.property(anyBasis, (on) => {
        const shown = planOptions(on)
        const limits = ownLimits(on, shown)
        tried[limits ? 'helps' : 'none'] += 1
        if (limits) expect(ownAmountPlan(limits.minimumMinor, on, shown)).toBeTypeOf('object')
      }),
      { numRuns: examples(600) },
    )
    expect(tried.helps).toBeGreaterThan(examples(600) / 4)
    expect(tried.none).toBeGreaterThan(0)
  })

  test('any amount within the bounds is a plan within the limits, or no easier than today', () => {
    fc.assert(
      fc.property(anyBasis, fc.bigInt(1n, 5_000n), (on, amountMinor) => {
        const limits = ownLimits(on, [])
        if (!limits) return
        const plan = ownAmountPlan(amountMinor, on, [])
        const fault =
          amountMinor >= limits.maximumMinor
            ? 'settles_now'
            : amountMinor < limits.minimumMinor
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
