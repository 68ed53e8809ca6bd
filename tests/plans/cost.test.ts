import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { dayFromNow, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { planRules } from '#tests/support/policy.ts'
import {
  accept,
  agree,
  ask,
  offerOf,
  paidElsewhere,
  payIn,
  planRow,
  schedulesOf,
} from './given-plan.ts'
import { at, dayAfter } from './given-running-plan.ts'

await freshDatabase()
const rules = planRules({
  costPercentPerMonth: 2,
  instant: { mostExtraMonths: 6, mostPauseMonths: 2 },
  mostInYear: 12,
})
const lender = await givenLender({ policy: { plan: rules } })
const strict = await givenLender({
  policy: { plan: { ...rules, whenMissed: 'schedule_before_returns' } },
})
afterEach(() => expectLedgerToHold(database()))

const owed = 3_690_000n
// Two percent of what is owed for each of two months more.
const cost = 147_600n
const today = Temporal.PlainDate.from(dayFromNow(0))
const inMonths = (months: number, days = 0) => at(today.add({ months, days }))

async function withPlan(of: { id: string } = lender) {
  const loan = await givenLoan(of, twoLate())
  const other = await givenLoan(of, twoLate())
  const planId = await agree(loan)
  await agree(other)
  return { loan, other, planId }
}

function leave({ borrowerId }: GivenLoan, planId: string, now: Temporal.Instant) {
  const actor = `borrower:${borrowerId}`
  return transaction((tx) => takeBackPlan(tx, { borrowerId, planId, actor, now }))
}

const current = async (loan: GivenLoan) =>
  (await schedulesOf(loan)).find(({ isCurrent }) => isCurrent)?.installments ?? []
const sumOf = (installments: readonly (readonly [string, bigint])[]) =>
  installments.reduce((sum, [, amount]) => sum + amount, 0n)

describe('leaving a plan', () => {
  test('through the days of withdrawal costs nothing, and takes its cost off the last installment', async () => {
    const { loan, other, planId } = await withPlan()
    const before = await current(loan)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: owed + cost })
    expect(`${(await planRow(planId)).withdrawUntil}`).toBe(dayFromNow(14))
    await leave(loan, planId, at(today.add({ days: 14 }), 23))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: owed })
    const after = await current(loan)
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
    expect(sumOf(after)).toBe(owed)
    expect(await loanRow(other)).toMatchObject({ outstandingMinor: owed + cost })
  })

  test('later keeps the cost of the whole months that have passed, rounded down', async () => {
    const { loan, planId } = await withPlan()
    const last = Temporal.PlainDate.from((await current(loan)).at(-1)?.[0] ?? '')
    const { months: whole, days } = today.until(last, { largestUnit: 'month' })
    const months = BigInt(whole + (days > 0 ? 1 : 0))
    await leave(loan, planId, inMonths(1, 3))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: owed + cost / months })
    expect(sumOf(await current(loan))).toBe(owed + cost / months)
  })

  test('when all but the cost is paid ends the loan and opens the phone for good; what is too much is credit', async () => {
    const { loan, planId } = await withPlan()
    // The lender's book tells of it, and nobody has looked yet.
    await paidElsewhere(loan, owed + 47_600n - 40_000n)
    const withdrawn = await leave(loan, planId, inMonths(0, 2))
    expect(withdrawn).toMatchObject({ isPaid: true })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 7_600n })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
  })
})

describe('a plan that takes the place of another', () => {
  test('costs what it says on what is owed without the cost of the first, and the first costs what it has earned', async () => {
    const { loan, planId: first } = await withPlan()
    const now = inMonths(1, 1)
    const asked = await ask(loan, { kind: 'longer_term', extraMonths: 3 }, { now })
    const offer = await offerOf(asked.planId)
    const earned = cost - offer.costReturnedMinor
    expect(offer.costMinor).toBe((owed * 6n) / 100n)
    expect(offer.costReturnedMinor).toBeGreaterThan(0n)
    expect(await accept(loan, asked.planId, { now })).toMatchObject({ replacedId: first })
    const outstandingMinor = owed + earned + offer.costMinor
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor })
    expect(sumOf(await current(loan))).toBe(outstandingMinor)
  })
})

describe('a missed plan', () => {
  test('leaves overdue what would be overdue without it, less all that was paid since from wherever it came', async () => {
    const { loan, planId } = await withPlan(strict)
    await payIn(loan, 400_000n, inMonths(0, 1))
    await paidElsewhere(loan, 250_000n)
    const first = Temporal.PlainDate.from((await current(loan))[0]?.[0] ?? '')
    for (const days of [1, 8]) await reviewPlans(dayAfter(first, days))
    expect(await planRow(planId)).toMatchObject({ state: 'missed' })
    const endedOn = first.add({ days: 8 })
    const { schedule, outstandingMinor } = await readLoan(database(), loan.loanId)
    const overdueWithout = twoLate().filter(([day]) => day < `${endedOn}`)
    const { arrearsMinor } = arrearsOf(schedule, outstandingMinor, endedOn)
    expect(arrearsMinor).toBe(sumOf(overdueWithout) - 650_000n)
    expect(outstandingMinor).toBeLessThan(owed - 650_000n + cost)
    expect(outstandingMinor).toBeGreaterThan(owed - 650_000n)
  })
})

describe('an offer renewed', () => {
  test('says what is true now: who owes nothing late any more has the phone open from acceptance', async () => {
    const opens = { ...rules, opens: 'after_first_payment' }
    const loan = await givenLoan(await givenLender({ policy: { plan: opens } }), twoLate())
    const { planId } = await ask(loan, { kind: 'pause', extraMonths: 2, pauseMonths: 1 })
    expect(await planRow(planId)).toMatchObject({ opens: 'after_first_payment' })
    await payIn(loan, 1_845_000n)
    expect(await accept(loan, planId)).toEqual({ refusal: 'changed_since' })
    expect(await planRow(planId)).toMatchObject({
      state: 'offered',
      opens: 'on_acceptance',
    })
    expect(await offerOf(planId)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('has ended when it would make nothing easier any more', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan, {
      kind: 'part_now',
      extraMonths: 1,
      partNowMinor: 1_200_000n,
    })
    await payIn(loan, 1_845_000n)
    expect(await accept(loan, planId)).toEqual({ refusal: 'ended' })
    expect(await planRow(planId)).toMatchObject({ state: 'expired' })
  })
})
