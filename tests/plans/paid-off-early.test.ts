import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { amountLimits, paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { ask, balanceOf, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { planRules } from '#tests/support/policy.ts'
import { agree, payIn, planRow, schedulesOf } from './given-plan.ts'
import { at, zone } from './given-running-plan.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

const rules = planRules({
  costPercentPerMonth: 2,
  instant: { mostExtraMonths: 6, mostPauseMonths: 2 },
})
const lender = await givenLender({
  policy: { plan: rules, settlement: { rebatePercent: 0, validDays: 7 } },
})
const owed = 3_690_000n
// Two percent of what is owed for each of two months more.
const cost = 147_600n
const today = Temporal.PlainDate.from(Temporal.Now.plainDateISO(zone))
const inMonths = (months: number, days = 0) => at(today.add({ months, days }))

async function withPlan() {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const planId = await agree(loan)
  await agree(other)
  return { loan, other, planId }
}

// Of so many months the plan was agreed for.
async function monthsOf(loan: GivenLoan): Promise<bigint> {
  const current = (await schedulesOf(loan)).find(({ isCurrent }) => isCurrent)
  const last = Temporal.PlainDate.from(current?.installments.at(-1)?.[0] ?? '')
  const { months, days } = today.until(last, { largestUnit: 'month' })
  return BigInt(months + (days > 0 ? 1 : 0))
}

async function settleOf({ loanId }: GivenLoan, now: Temporal.Instant) {
  const record = await readLoan(database(), loanId)
  const terms = payTerms(record.lender, record.currency, { timeZone: zone, now })
  const settle = paymentChoices(record, terms).find(({ name }) => name === 'settle')
  if (!settle) throw new Error('nothing settles the loan')
  return { ...settle, limits: amountLimits(record, terms) }
}

let captures = 0

async function settle(loan: GivenLoan, now: Temporal.Instant, capturedAt = now): Promise<string> {
  const { amountMinor } = await settleOf(loan, now)
  const opened = await ask(loan, { choice: 'settle', seenAmountMinor: amountMinor, now })
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  captures += 1
  await transaction((tx) =>
    bookCapture(tx, {
      paymentId: opened.paymentId,
      paymentIntentId: `pi_early_${captures}`,
      received: { amountMinor, currency: loan.currency },
      capturedAt,
      now: capturedAt,
    }),
  )
  return opened.paymentId
}

describe('a plan paid off early costs what the months that passed have earned', () => {
  test('nothing within the days of withdrawal', async () => {
    const { loan, other, planId } = await withPlan()
    expect(await settleOf(loan, inMonths(0, 3))).toMatchObject({
      amountMinor: owed,
      costReturnedMinor: cost,
      effect: { kind: 'release' },
      limits: { wholeMinor: owed },
    })
    const paymentId = await settle(loan, inMonths(0, 3))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await balanceOf(paymentId)).toEqual({ psp_clearing: owed, loan_receivable: -owed })
    expect(await planRow(planId)).toMatchObject({ state: 'kept' })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
    expect(await loanRow(other)).toMatchObject({ outstandingMinor: owed + cost })
  })

  test('later the whole months, rounded down; and the figure holds no longer than they do', async () => {
    const { loan } = await withPlan()
    const months = await monthsOf(loan)
    const now = at(today.add({ months: 2 }).subtract({ days: 2 }))
    const { amountMinor, validUntil } = await settleOf(loan, now)
    expect(amountMinor).toBe(owed + cost / months)
    expect(`${validUntil}`).toBe(`${today.add({ months: 2 }).subtract({ days: 1 })}`)
    await settle(loan, now)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('a payment begun in time keeps its figure when its money comes a month later', async () => {
    const { loan } = await withPlan()
    const eve = today.add({ months: 1 }).subtract({ days: 1 })
    await settle(loan, at(eve, 23), at(eve.add({ days: 1 }), 1))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
  })

  test('in parts, with the part that completes it, and what it was paid for earlier', async () => {
    const { loan, planId } = await withPlan()
    await payIn(loan, 1_000_000n, inMonths(0, 1))
    await payIn(loan, owed - 1_000_000n, inMonths(0, 2))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await planRow(planId)).toMatchObject({ state: 'kept' })
  })

  test('at the counter too, by the day on which it was taken, and the desk says so before', async () => {
    const { loan, planId } = await withPlan()
    const takenOn = today.add({ days: 1 })
    const record = await readLoan(database(), loan.loanId)
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    expect(phone?.planCost).toEqual(record.planCost)
    const paymentId = crypto.randomUUID()
    const by = await byTwo(loan.lenderId, paymentId)
    const taken = await transaction((tx) =>
      takeCash(tx, {
        lenderId: loan.lenderId,
        loanId: loan.loanId,
        paymentId,
        ...by,
        amountMinor: owed,
        method: 'cash',
        officeReceipt: 'R-17',
        locale: 'en',
        takenOn,
        now: at(takenOn.add({ days: 2 })),
        seenOutstandingMinor: owed + cost,
      }),
    )
    expect(taken).toMatchObject({ outcome: 'recorded', effect: { kind: 'release' } })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await planRow(planId)).toMatchObject({ state: 'kept' })
  })

  test('what was paid beyond it is the borrower’s', async () => {
    const { loan } = await withPlan()
    const takenOn = today.add({ days: 1 })
    const paymentId = crypto.randomUUID()
    const by = await byTwo(loan.lenderId, paymentId)
    await transaction((tx) =>
      takeCash(tx, {
        lenderId: loan.lenderId,
        loanId: loan.loanId,
        paymentId,
        ...by,
        amountMinor: owed + cost,
        method: 'cash',
        officeReceipt: 'R-18',
        locale: 'en',
        takenOn,
        now: at(takenOn),
        seenOutstandingMinor: owed + cost,
      }),
    )
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: cost })
  })

  test('the whole of it when nothing more is due after its last month', async () => {
    const { loan } = await withPlan()
    const months = Number(await monthsOf(loan))
    expect((await settleOf(loan, inMonths(months))).amountMinor).toBe(owed + cost)
  })
})
