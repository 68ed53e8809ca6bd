import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Installment } from '#lib/domain/money/installments.ts'
import { type Plan, planBy, planCostMinor } from '#lib/domain/plan/plan.ts'
import { examples } from '#tests/support/examples.ts'
import { anyBasis, balance, basis, terms } from './given-plan-basis.ts'

const days = (plan: Plan | undefined) => plan?.installments.map(({ dueOn }) => `${dueOn}`)
const amounts = (plan: Plan | undefined) => plan?.installments.map((one) => one.amountMinor)

const anyTerms = fc
  .record({
    extraMonths: fc.integer({ min: 0, max: 30 }),
    pauseMonths: fc.integer({ min: 0, max: 5 }),
    partNowMinor: fc.oneof(fc.constant(0n), fc.bigInt(1n, 3_000n)),
    ownMinor: fc.constant(null),
  })
  .map((values) => terms(values))
const anyMonthly = fc.bigInt(1n, 5_000n).map((ownMinor) => terms({ ownMinor }))

describe('any plan', () => {
  test('sums to what is owed and its cost, in days that only move on, with nothing empty', () => {
    fc.assert(
      fc.property(anyBasis, fc.oneof(anyTerms, anyMonthly), (on, by) => {
        const plan = planBy(by, on)
        if (!plan) return
        expect(sum(plan.installments)).toBe(on.balance.outstandingMinor + plan.costMinor)
        expect(plan.costMinor).toBe(planCostMinor(on, plan.terms.extraMonths))
        expect(plan.installments.map(({ number }) => number)).toEqual(
          plan.installments.map((_, index) => index + 1),
        )
        for (const one of plan.installments) expect(one.amountMinor).toBeGreaterThan(0n)
        for (const [index, one] of plan.installments.entries()) {
          const before = plan.installments[index - 1]?.dueOn ?? on.today.subtract({ days: 1 })
          expect(Temporal.PlainDate.compare(one.dueOn, before)).toBe(1)
        }
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('asks for the same every month, and only the last one takes the remainder', () => {
    fc.assert(
      fc.property(anyBasis, fc.oneof(anyTerms, anyMonthly), (on, by) => {
        const plan = planBy(by, on)
        if (!plan) return
        const monthly = plan.installments.slice(by.partNowMinor > 0n ? 1 : 0)
        for (const one of monthly.slice(0, -1)) expect(one.amountMinor).toBe(plan.eachMinor)
        const last = monthly.at(-1)?.amountMinor ?? 0n
        expect(last - plan.eachMinor).toBeLessThan(BigInt(monthly.length))
      }),
    )
  })
})

describe('due days', () => {
  const monthEnds = balance([
    ['2027-10-31', 100n],
    ['2027-11-30', 100n],
    ['2027-12-31', 100n],
    ['2028-01-31', 100n],
  ])

  test('the 31st is the last day of a shorter month, a leap day too, and the 31st again after it', () => {
    const plan = planBy(terms({ extraMonths: 4 }), basis(monthEnds, '2027-12-05'))
    expect(days(plan)).toEqual([
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
    ])
  })

  test('a plan of a plan finds the 31st again behind an installment paid at once', () => {
    const first = planBy(
      terms({ kind: 'part_now', extraMonths: 1, partNowMinor: 50n }),
      basis(monthEnds, '2027-12-05'),
    )
    const after = { schedule: first?.installments ?? [], outstandingMinor: 350n }
    expect(days(planBy(terms({ extraMonths: 1 }), basis(after, '2027-12-06')))).toEqual([
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ])
  })

  test('who has paid ahead, or has a date that wanders, begins with the next open month', () => {
    const ahead = balance(
      [
        ['2026-11-30', 100n],
        ['2026-12-31', 100n],
        ['2027-01-31', 100n],
      ],
      100n,
    )
    expect(days(planBy(terms({ extraMonths: 1 }), basis(ahead, '2026-11-21')))).toEqual([
      '2027-01-31',
      '2027-02-28',
    ])
    const everyThirtyDays = balance([
      ['2026-09-22', 100n],
      ['2026-10-22', 100n],
      ['2026-12-21', 100n],
      ['2027-01-20', 100n],
    ])
    expect(days(planBy(terms(), basis(everyThirtyDays, '2026-11-21')))).toEqual([
      '2026-12-22',
      '2027-01-22',
    ])
  })

  test('what is due today moves on a month: due today would be no plan', () => {
    const one = balance([
      ['2026-11-20', 100n],
      ['2026-12-20', 100n],
    ])
    expect(days(planBy(terms({ extraMonths: 1 }), basis(one, '2026-11-20')))).toEqual([
      '2026-12-20',
      '2027-01-20',
    ])
  })

  test('a loan whose last day is over counts its months from now', () => {
    const over = balance([['2026-05-20', 400n]])
    expect(days(planBy(terms({ extraMonths: 2 }), basis(over, '2026-11-21')))).toEqual([
      '2026-12-20',
      '2027-01-20',
    ])
    expect(planBy(terms(), basis(over, '2026-11-21'))).toBeUndefined()
  })

  test('a weekly loan stays weekly, on the weekday of its next installment', () => {
    const weekly = balance([
      ['2026-11-06', 10n],
      ['2026-11-13', 10n],
      ['2026-11-20', 10n],
      ['2026-11-27', 10n],
      ['2026-12-04', 10n],
    ])
    expect(days(planBy(terms(), basis(weekly, '2026-11-21')))).toEqual(['2026-11-27', '2026-12-04'])
    expect(days(planBy(terms({ extraMonths: 1 }), basis(weekly, '2026-11-21')))).toEqual([
      '2026-11-27',
      '2026-12-04',
      '2026-12-11',
      '2026-12-18',
      '2026-12-25',
      '2027-01-01',
    ])
  })
})

describe('amounts', () => {
  const two = balance([
    ['2026-10-20', 5_000n],
    ['2026-12-20', 5_000n],
  ])

  test('a currency without decimals is divided in whole units, the rest last', () => {
    const yen = { ...basis(two, '2026-11-21'), currency: 'JPY' }
    expect(amounts(planBy(terms({ extraMonths: 2 }), yen))).toEqual([3_333n, 3_333n, 3_334n])
  })

  test('the cost of a month is a percentage of what is owed, rounded down', () => {
    const on = basis(balance([['2026-12-20', 9_999n]]), '2026-11-21', { costPercentPerMonth: 1.25 })
    expect(planCostMinor(on, 3)).toBe(374n)
    expect(planBy(terms({ extraMonths: 3 }), on)).toMatchObject({ costMinor: 374n })
  })

  test('a pause moves the first installment, and its months count as extra', () => {
    const plan = planBy(
      terms({ kind: 'pause', extraMonths: 2, pauseMonths: 2 }),
      basis(two, '2026-11-21'),
    )
    expect(days(plan)).toEqual(['2027-02-20'])
    expect(amounts(plan)).toEqual([10_000n])
  })

  test('a part now is due today, and the rest is shared out', () => {
    const plan = planBy(
      terms({ kind: 'part_now', extraMonths: 1, partNowMinor: 1_000n }),
      basis(two, '2026-11-21'),
    )
    expect(days(plan)).toEqual(['2026-11-21', '2026-12-20', '2027-01-20'])
    expect(amounts(plan)).toEqual([1_000n, 4_500n, 4_500n])
  })

  test('an own amount takes as many months as it needs', () => {
    const plan = planBy(terms({ kind: 'own_amount', ownMinor: 3_000n }), basis(two, '2026-11-21'))
    expect(amounts(plan)).toEqual([3_000n, 3_000n, 3_000n, 1_000n])
    expect(plan?.terms.extraMonths).toBe(3)
  })

  test('its first and last day are those of its first and last installment', () => {
    const plan = planBy(terms({ extraMonths: 2 }), basis(two, '2026-11-21'))
    expect([`${plan?.firstDueOn}`, `${plan?.lastDueOn}`]).toEqual(['2026-12-20', '2027-02-20'])
  })

  test.for([
    [{ extraMonths: 1, partNowMinor: 1_000n }, 4_500n, 1_000n],
    [{ extraMonths: 1, partNowMinor: 6_000n }, 6_000n, 2_000n],
    [{ extraMonths: 2 }, 3_334n, 3_333n],
    [{ partNowMinor: 1_000n }, 9_000n, 1_000n],
    [{}, 10_000n, null],
  ] as const)('%o asks for %s at most, and for %s before its last', ([by, highest, lowest]) => {
    expect(planBy(terms(by), basis(two, '2026-11-21'))).toMatchObject({
      highestMinor: highest,
      lowestMinor: lowest,
    })
  })

  test('has no more installments than any loan has', () => {
    const count = (owedMinor: bigint) =>
      planBy(terms({ ownMinor: 1n }), basis(balance([['2026-12-20', owedMinor]]), '2026-11-21'))
        ?.count
    expect([count(2_000n), count(2_001n)]).toEqual([2_000, undefined])
  })

  test('of nothing owed is none, whatever amount is named', () => {
    const paid = basis(balance([['2026-12-20', 5n]], 0n), '2026-11-21')
    expect(planBy(terms({ ownMinor: 5n }), paid)).toBeUndefined()
  })

  test.for([
    [{ partNowMinor: 10_000n }, 'all of it now'],
    [{ partNowMinor: -1n }, 'less than nothing now'],
    [{ pauseMonths: 1 }, 'no month left'],
  ] as const)('is no plan: %o (%s)', ([values]) => {
    expect(planBy(terms(values), basis(two, '2026-11-21'))).toBeUndefined()
  })
})

function sum(installments: readonly Installment[]): bigint {
  return installments.reduce((total, one) => total + one.amountMinor, 0n)
}
