import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Installment } from '#lib/domain/money/installments.ts'
import { decide, limitsBroken } from '#lib/domain/plan/decision.ts'
import { isEasier } from '#lib/domain/plan/load.ts'
import { closestTo, planOptions } from '#lib/domain/plan/plan-options.ts'
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

describe('the options', () => {
  test('of a usual loan two installments late', () => {
    const options = planOptions(basis(twoLate, today))
    expect(
      options.map(({ terms, eachMinor }) => [terms.kind, terms.extraMonths, eachMinor]),
    ).toEqual([
      ['longer_term', 2, 100_000n],
      ['pause', 3, 100_000n],
      ['part_now', 1, 100_000n],
    ])
    expect(
      options.every((plan) => decide(plan, basis(twoLate, today), history).kind === 'instant'),
    ).toBe(true)
  })

  test('the one closest to what somebody can pay is always among them', () => {
    const options = planOptions(basis(twoLate, today), 10_000n)
    expect(options).toHaveLength(3)
    expect(closestTo(options, 10_000n)?.terms).toMatchObject({
      kind: 'smaller_installments',
      extraMonths: 6,
    })
  })

  test('a lender that gives no pause offers none', () => {
    const kinds = planOptions(basis(twoLate, today, { mostPauseMonths: 0 })).map(
      ({ terms }) => terms.kind,
    )
    expect(kinds).toEqual(['longer_term', 'part_now', 'smaller_installments'])
  })

  test('of a loan one installment late: half of what is overdue at once', () => {
    const oneLate = balance([
      ['2026-10-20', 100_000n],
      ['2026-12-20', 100_000n],
      ['2027-01-20', 100_000n],
    ])
    const now = (policy: object) =>
      planOptions(basis(oneLate, today, policy)).map(({ terms: by }) => [
        ...[by.kind, by.extraMonths, by.partNowMinor],
      ])
    expect(now({})).toEqual([
      ['longer_term', 1, 0n],
      ['pause', 2, 0n],
      ['part_now', 1, 50_000n],
    ])
    const least = { smallestInstallmentMinor: { LKR: 99_999n }, mostPauseMonths: 0 }
    expect(now(least)).toContainEqual(['part_now', 0, 99_999n])
    const all = { smallestInstallmentMinor: { LKR: 100_000n }, mostPauseMonths: 0 }
    expect(now(all)).toEqual([['longer_term', 1, 0n]])
  })

  test('a usual installment of what is overdue at once, where more is', () => {
    const part = planOptions(basis(twoLate, today)).find(({ terms }) => terms.kind === 'part_now')
    expect(part?.terms.partNowMinor).toBe(100_000n)
    const threeLate = balance([['2026-08-20', 100_000n], ...twoLate.schedule.map(due)])
    const most = planOptions(basis(threeLate, today)).find(({ terms }) => terms.partNowMinor > 0n)
    expect(most?.terms.partNowMinor).toBe(100_000n)
  })

  test.for([
    ['of one month where a person decides', { instant: null }, 1],
    [
      'of as many as are decided at once',
      { instant: { mostExtraMonths: 6, mostPauseMonths: 2 } },
      2,
    ],
    [
      'of no more than the lender gives',
      { instant: { mostExtraMonths: 6, mostPauseMonths: 5 } },
      3,
    ],
  ] as const)('a pause is %s', ([, policy, months]) => {
    const options = planOptions(basis(twoLate, today, { mostPauseMonths: 3, ...policy }))
    expect(options.find(({ terms }) => terms.kind === 'pause')?.terms.pauseMonths).toBe(months)
  })

  test('where nothing is added and nothing left out, nothing is called a pause', () => {
    const strict = basis(twoLate, today, { mostExtraMonths: 0, mostPauseMonths: 0 })
    expect(planOptions(strict).map(({ terms }) => terms.kind)).toEqual(['part_now'])
  })

  test('where months cost more than they ease, the smallest installment has few of them', () => {
    const months = Array.from({ length: 14 }, (_, index) => {
      const dueOn = Temporal.PlainDate.from('2026-10-01').add({ months: index })
      return [`${dueOn}`, 100_000n] as const
    })
    const costly = basis(balance(months), today, { costPercentPerMonth: 10, mostPauseMonths: 0 })
    const extra = Object.fromEntries(
      planOptions(costly, 1n).map(({ terms }) => [terms.kind, terms.extraMonths]),
    )
    expect(extra).toMatchObject({ longer_term: 6, smaller_installments: 1 })
  })

  test('of installments as small the shortest plan is offered', () => {
    const few = balance([
      ['2026-10-20', 2n],
      ['2026-12-20', 1n],
      ['2027-01-20', 1n],
      ['2027-02-20', 1n],
    ])
    const options = planOptions(basis(few, today, { mostPauseMonths: 0, mostExtraMonths: 2 }))
    expect(options.map(({ terms }) => [terms.kind, terms.extraMonths])).toEqual([
      ['longer_term', 1],
      ['part_now', 0],
    ])
  })

  test('the smallest installment is the lender’s limit', () => {
    const on = basis(twoLate, today, { smallestInstallmentMinor: { LKR: 80_000n } })
    const smallest = planOptions(on, 1n).find(({ terms }) => terms.kind === 'smaller_installments')
    expect(smallest?.eachMinor).toBe(80_000n)
  })

  test('no installment is below the least that can be charged, the one due at once neither', () => {
    const on = { ...basis(twoLate, today), leastChargeMinor: 80_000n }
    const plans = planOptions(on, 1n)
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) {
      expect(plan.installments.slice(0, -1).every((one) => one.amountMinor >= 80_000n)).toBe(true)
      expect(decide(plan, on, history).kind).not.toBe('refused')
    }
    const free = planOptions(basis(twoLate, today), 1n)
    expect(free.some(({ eachMinor }) => eachMinor < 80_000n)).toBe(true)
  })

  test('who owes nothing, or has one small installment left, is offered nothing', () => {
    expect(planOptions(basis(balance([['2026-12-20', 100n]], 0n), today))).toEqual([])
    const last = basis(balance([['2026-12-20', 100n]]), today, {
      smallestInstallmentMinor: { LKR: 100n },
      mostPauseMonths: 0,
    })
    expect(planOptions(last)).toEqual([])
  })

  test('any loan: at most three, all different, within the limits, easier than today, and never refused', () => {
    fc.assert(
      fc.property(anyBasis, fc.option(fc.bigInt(0n, 2_000n), { nil: undefined }), (on, target) => {
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

describe('the plan closest to what somebody can pay in a month', () => {
  const [shape] = planOptions(basis(twoLate, today))
  if (!shape) throw new Error('no plan')
  const month = { by: 'month', days: [20] } as const
  const week = { by: 'days', every: 7, weekdays: [1] } as const
  const plans = [
    { ...shape, eachMinor: 100n, rhythm: month },
    { ...shape, eachMinor: 60n, rhythm: month },
    { ...shape, eachMinor: 20n, rhythm: week },
  ]

  test.for([
    ['above all', 1_000n, 0],
    ['below all', 0n, 1],
    ['by all weeks of the month', 75n, 2],
    ['of two as close the first', 70n, 1],
    ['exactly', 100n, 0],
  ] as const)('%s', ([, targetMinor, index]) => {
    expect(closestTo(plans, targetMinor)).toBe(plans[index])
  })

  test('none of none', () => {
    expect(closestTo([], 100n)).toBeUndefined()
  })
})
