import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { ask, balanceOf, loanRow, paymentRow, unlocksOf } from '#tests/payments/given-payment.ts'
import { clear, payLater } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { at, changeRules, figureOf, quoted, see } from './given-quote.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

let captures = 0

async function pay(
  loan: GivenLoan,
  wish: { choice: 'settle' | 'other'; amountMinor: bigint },
  { now, capturedAt = now }: { now: Temporal.Instant; capturedAt?: Temporal.Instant },
) {
  const { choice, amountMinor } = wish
  const seen = choice === 'settle' ? { seenAmountMinor: amountMinor } : { amountMinor }
  const opened = await ask(loan, { choice, now, ...seen, confirmAnother: true })
  if (!('paymentId' in opened)) return opened
  const { askedMinor, currency } = await paymentRow(opened.paymentId)
  captures += 1
  await transaction((tx) =>
    bookCapture(tx, {
      paymentId: opened.paymentId,
      paymentIntentId: `pi_quote_${captures}`,
      received: { amountMinor: askedMinor, currency },
      capturedAt,
      now: capturedAt,
    }),
  )
  return opened
}

test('what was seen is written down once for whoever saw it', async () => {
  const { loan, other, amountMinor, validUntil } = await quoted()
  await see(loan)
  const rows = await database()
    .selectFrom('settlementQuotes')
    .select(['loanId', 'amountMinor', 'rebateMinor', 'outstandingMinor', 'validUntil', 'seenBy'])
    .where('loanId', 'in', [loan.loanId, other.loanId])
    .execute()
  expect(rows).toEqual([
    {
      loanId: loan.loanId,
      amountMinor,
      validUntil,
      seenBy: `borrower:${loan.borrowerId}`,
      rebateMinor: 100_000n,
      outstandingMinor: 2_000_000n,
    },
  ])
  expect(amountMinor).toBe(1_900_000n)
})

test('a voucher that was made by its last day counts from then, however late its money comes', async () => {
  const keeps = { duplicatePayment: 'credit' }
  const { loan, amountMinor, validUntil } = await quoted(keeps)
  const { loan: late, validUntil: lastOfLate } = await quoted(keeps)
  const first = 1_000_000n
  const rest = amountMinor - first
  const cleared = async (of: GivenLoan, madeAt: Temporal.Instant) => {
    const asked = await payLater(of, rest, { at: madeAt })
    await pay(of, { choice: 'other', amountMinor: first }, { now: madeAt.add({ minutes: 5 }) })
    await clear(asked, madeAt.add({ hours: 72 }))
    return loanRow(of)
  }
  expect(await cleared(loan, at(validUntil, '12:00'))).toMatchObject({ outstandingMinor: 0n })
  const dayAfter = at(lastOfLate.add({ days: 1 }), '12:00')
  expect((await cleared(late, dayAfter)).outstandingMinor).toBeGreaterThan(0n)
})

test('nothing is waived for money that goes back, because somebody else paid meanwhile', async () => {
  const { loan, other } = await quoted()
  const now = Temporal.Now.instant()
  const two = [950_000n, 1_000_000n] as const
  const opened = await Promise.all(
    [loan, other].map(async (of) => {
      const debit = await payLater(of, two[0], { at: now, method: 'sepa_debit' })
      await pay(of, { choice: 'other', amountMinor: two[1] }, { now: now.add({ minutes: 5 }) })
      return clear(debit, now.add({ minutes: 9 }))
    }),
  )
  for (const booked of opened) expect(booked).toMatchObject({ refundMinor: 950_000n })
  // Of this one somebody had seen what settles it: what came second goes back all the same.
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_000_000n, creditMinor: 0n })
  expect(await loanRow(other)).toEqual({ outstandingMinor: 1_000_000n, creditMinor: 0n })
})

test('it binds through its last day, whatever the rules have become, and no loan beside it', async () => {
  const { loan, other, amountMinor, validUntil } = await quoted()
  await changeRules(loan)
  const now = at(validUntil, '23:50')
  expect(await figureOf(loan, now)).toMatchObject({ amountMinor })
  expect(`${(await figureOf(loan, now)).validUntil}`).toBe(`${validUntil}`)
  expect((await figureOf(other, now)).amountMinor).toBe(2_000_000n)
  const opened = await pay(loan, { choice: 'settle', amountMinor }, { now })
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  expect(await balanceOf(opened.paymentId)).toMatchObject({ settlement_rebate: 100_000n })
  expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
  expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_000_000n })
})

test('paid from 23:50 of its last day to 00:10, it is paid in time', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  await changeRules(loan)
  const now = at(validUntil, '23:50')
  const capturedAt = at(validUntil.add({ days: 1 }), '00:10')
  await pay(loan, { choice: 'settle', amountMinor }, { now, capturedAt })
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
})

test('the day after, the rules of that day count', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  await changeRules(loan)
  const now = at(validUntil.add({ days: 1 }), '00:10')
  expect(await pay(loan, { choice: 'settle', amountMinor }, { now })).toEqual({
    refusal: 'changed_since',
  })
  await pay(loan, { choice: 'other', amountMinor }, { now })
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 100_000n, creditMinor: 0n })
})

test('paid in parts it settles the loan with the part that completes it', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  await changeRules(loan)
  await pay(loan, { choice: 'other', amountMinor: 1_200_000n }, { now: at(validUntil, '10:00') })
  expect((await figureOf(loan, at(validUntil, '11:00'))).amountMinor).toBe(700_000n)
  const rest = amountMinor - 1_200_000n
  await pay(loan, { choice: 'other', amountMinor: rest }, { now: at(validUntil, '12:00') })
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
})

test.for([
  ['on its last day and entered two days later', 0, 0n, [0n, 0n]],
  ['the day after', 1, 0n, [100_000n, 0n]],
  ['in time, between what settles and what is owed', 0, 60_000n, [0n, 60_000n]],
  ['in time, all that is owed', 0, 100_000n, [0n, 100_000n]],
  ['in time, more than is owed', 0, 250_000n, [0n, 250_000n]],
  ['in time, a unit too little', 0, -1n, [100_001n, 0n]],
] as const)('at the counter, taken %s (%s days, %s more): what is left', async (taking) => {
  const [, daysLater, moreMinor, [outstandingMinor, creditMinor]] = taking
  const { loan, other, validUntil, ...settle } = await quoted()
  const amountMinor = settle.amountMinor + moreMinor
  await changeRules(loan)
  const paymentId = crypto.randomUUID()
  const by = await byTwo(loan.lenderId, paymentId)
  const taken = await transaction((tx) =>
    takeCash(tx, {
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      paymentId,
      amountMinor,
      method: 'cash',
      officeReceipt: `R-${paymentId}`,
      locale: 'en',
      ...by,
      takenOn: validUntil.add({ days: daysLater }),
      seenOutstandingMinor: 2_000_000n,
      now: at(validUntil.add({ days: 2 }), '09:00'),
    }),
  )
  expect(taken).toMatchObject({ outcome: 'recorded' })
  expect(await loanRow(loan)).toEqual({ outstandingMinor, creditMinor })
  expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_000_000n })
})
