import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrearsOf, type Installment } from '#lib/domain/money/installments.ts'
import { restoredSchedule, shortenedBy } from '#lib/domain/plan/after-plan.ts'
import { earnedCostMinor } from '#lib/domain/plan/cost.ts'
import { planBy } from '#lib/domain/plan/plan.ts'
import { anyDay, day } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'
import { basis, terms } from './given-plan-basis.ts'

describe('what of a cost is earned', () => {
  const plan = {
    costMinor: 1_000n,
    agreedOn: day('2026-01-31'),
    lastDueOn: day('2026-04-15'),
    withdrawUntil: day('2026-02-14'),
  }
  test.for([
    ['2026-01-31', 0n],
    ['2026-02-27', 0n],
    ['2026-02-28', 333n],
    ['2026-03-30', 333n],
    ['2026-03-31', 666n],
    ['2026-04-29', 666n],
    ['2026-04-30', 1_000n],
    ['2027-01-01', 1_000n],
  ] as const)('by %s: %s, a share for each whole month, rounded down', ([endedOn, earned]) => {
    expect(earnedCostMinor(plan, day(endedOn))).toBe(earned)
  })

  test('is nothing through the last day of withdrawal, however many months that is', () => {
    const long = { ...plan, withdrawUntil: day('2026-03-31') }
    expect(earnedCostMinor(long, day('2026-03-31'))).toBe(0n)
    expect(earnedCostMinor(long, day('2026-04-01'))).toBe(666n)
    expect(earnedCostMinor({ ...plan, withdrawUntil: null }, day('2026-02-28'))).toBe(333n)
  })

  test('a plan that ends before a month is over is of one month', () => {
    const short = { ...plan, lastDueOn: day('2026-02-03') }
    expect(earnedCostMinor(short, day('2026-02-28'))).toBe(1_000n)
  })
})

describe('the schedule of before', () => {
  const late = [
    { number: 1, dueOn: day('2026-10-20'), amountMinor: 100_000n },
    { number: 2, dueOn: day('2026-12-20'), amountMinor: 100_000n },
  ]
  const shown = (schedule: Installment[]) =>
    schedule.map((one) => [one.number, `${one.dueOn}`, one.amountMinor])

  test('has its cost at its end while that is to come, today included', () => {
    const more = [...late, { number: 3, dueOn: day('2027-01-20'), amountMinor: 100_000n }]
    const owed = { outstandingMinor: 300_500n, costMinor: 500n }
    for (const today of ['2026-11-21', '2027-01-20'])
      expect(shown(restoredSchedule(more, owed, day(today)))).toEqual([
        [1, '2026-10-20', 100_000n],
        [2, '2026-12-20', 100_000n],
        [3, '2027-01-20', 100_500n],
      ])
  })

  test('has nothing more where the plan has cost nothing, and nothing else where only that is left', () => {
    const today = day('2027-03-01')
    const free = restoredSchedule(late, { outstandingMinor: 200_000n, costMinor: 0n }, today)
    expect(free).toHaveLength(2)
    const cost = { outstandingMinor: 500n, costMinor: 500n }
    expect(shown(restoredSchedule(late, cost, today))).toEqual([[1, '2027-03-20', 500n]])
  })

  test('comes back as far as it is open, with what the plan has cost in the last installment', () => {
    const owed = { outstandingMinor: 153_000n, costMinor: 3_000n }
    expect(shown(restoredSchedule(late, owed, day('2026-12-01')))).toEqual([
      [1, '2026-10-20', 50_000n],
      [2, '2026-12-20', 103_000n],
    ])
  })

  test('when its last day is over, the cost is due on the first due day that is not', () => {
    const owed = { outstandingMinor: 103_000n, costMinor: 3_000n }
    expect(shown(restoredSchedule(late, owed, day('2026-12-21')))).toEqual([
      [1, '2026-12-20', 100_000n],
      [2, '2027-01-20', 3_000n],
    ])
  })

  test('a schedule that asks for less asks for less at its end', () => {
    expect(shown(shortenedBy(late, 130_000n))).toEqual([[1, '2026-10-20', 70_000n]])
    expect(shown(shortenedBy(late, 0n))).toEqual(shown(late))
  })
})

/*
 * Written from the rules, with numbers of another kind, and not from the code: what is overdue after a missed plan is
 * what would have been overdue without it, less all that was paid since. The cost stays for the whole months that
 * passed since the plan was agreed, out of the months until its last installment, and is never overdue at once.
 */
type Told = { dueOn: string; amount: number }

function overdueWithoutPlan(before: Told[], paidBefore: number, paidSince: number, today: string) {
  let paid = paidBefore + paidSince
  let overdue = 0
  for (const { dueOn, amount } of before) {
    const covered = Math.min(paid, amount)
    paid -= covered
    if (dueOn < today) overdue += amount - covered
  }
  return overdue
}

// Month by month on the calendar: the same day of the next month, or its last day.
function monthsBetween(from: string, to: string, count: 'whole' | 'begun'): number {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number)
  const dayAfter = (months: number) => {
    const first = new Date(Date.UTC(year, month - 1 + months, 1))
    const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
    first.setUTCDate(Math.min(date, lastDate))
    return first.toISOString().slice(0, 10)
  }
  let months = 0
  if (count === 'whole') while (dayAfter(months + 1) <= to) months += 1
  else while (dayAfter(months) < to) months += 1
  return months
}

test('any missed plan with a cost leaves what an independent calculation says', () => {
  let runs = 0
  let withCost = 0
  fc.assert(
    fc.property(
      fc.record({
        amounts: fc.array(fc.integer({ min: 100, max: 90_000 }), { minLength: 1, maxLength: 8 }),
        stepDays: fc.constantFrom(1, 7, 14, 30, 31),
        agreedOn: anyDay,
        paidBeforePercent: fc.integer({ min: 0, max: 95 }),
        extraMonths: fc.integer({ min: 0, max: 12 }),
        costPercent: fc.constantFrom(0.5, 1, 1.25, 3, 10),
        paidPercents: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
        daysRun: fc.integer({ min: 1, max: 500 }),
        withdrawDays: fc.constantFrom(0, 14, 40),
      }),
      ({ amounts, stepDays, agreedOn, paidBeforePercent, ...life }) => {
        runs += 1
        const schedule = amounts.map((amount, index) => ({
          number: index + 1,
          dueOn: day('2026-01-31').add({ days: index * stepDays }),
          amountMinor: BigInt(amount),
        }))
        const total = amounts.reduce((sum, amount) => sum + amount, 0)
        const paidBefore = Math.floor((total * paidBeforePercent) / 100)
        const on = basis(
          { schedule, outstandingMinor: BigInt(total - paidBefore) },
          `${agreedOn}`,
          { costPercentPerMonth: life.costPercent },
        )
        const plan = planBy(terms({ extraMonths: life.extraMonths }), on)
        fc.pre(plan !== undefined)
        if (plan.costMinor > 0n) withCost += 1
        const endedOn = agreedOn.add({ days: life.daysRun })
        const withdrawUntil = agreedOn.add({ days: life.withdrawDays })
        const { costMinor, lastDueOn } = plan
        // What was paid since, never all of what is owed without the cost.
        const owed = total - paidBefore
        const paidSince = life.paidPercents.reduce(
          (sum, percent) => sum + Math.floor(((owed - sum) * percent) / 100),
          0,
        )
        const earned = earnedCostMinor({ costMinor, agreedOn, lastDueOn, withdrawUntil }, endedOn)
        const outstandingMinor = BigInt(owed - paidSince) + earned
        const back = restoredSchedule(schedule, { outstandingMinor, costMinor: earned }, endedOn)

        const told = schedule.map(({ dueOn, amountMinor }) => ({
          dueOn: `${dueOn}`,
          amount: Number(amountMinor),
        }))
        const months = Math.max(monthsBetween(`${agreedOn}`, `${lastDueOn}`, 'begun'), 1)
        const passed = Math.min(monthsBetween(`${agreedOn}`, `${endedOn}`, 'whole'), months)
        const isFree = life.daysRun <= life.withdrawDays
        const cost = isFree ? 0 : Math.floor((Number(costMinor) * passed) / months)
        const arrears = arrearsOf(back, outstandingMinor, endedOn)
        expect(Number(earned)).toBe(cost)
        expect(Number(arrears.arrearsMinor)).toBe(
          overdueWithoutPlan(told, paidBefore, paidSince, `${endedOn}`),
        )
        expect(back.reduce((sum, one) => sum + Number(one.amountMinor), 0)).toBe(
          owed - paidSince + cost,
        )
      },
    ),
    { numRuns: examples(4_000) },
  )
  expect(runs).toBeGreaterThanOrEqual(examples(4_000))
  expect(withCost).toBeGreaterThan(runs / 2)
})
