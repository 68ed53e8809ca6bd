import { expect, test } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { recordRefund } from '#lib/payments/refunds/record-refund.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { bookRow, imported, loanOf } from '#tests/loans/import/loan-book.ts'
import { cancel, capture, loanRow, open, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { intentOf } from '#tests/support/stripe-events.ts'
import { givenRounds } from '#tests/workflows/promises/given-rounds.ts'

const { connect } = await givenRounds()
const lender = await givenLender({ policy: { duplicatePayment: 'credit' } })
const agent = await givenStaff(lender, 'agent')
const now = () => Temporal.Now.instant()

const casesAbout = (loan: GivenLoan) =>
  database()
    .selectFrom('cases')
    .select(['id', 'closedAt', 'closedBy', 'detail'])
    .where('loanId', '=', loan.loanId)
    .where('kind', '=', 'credit_left')
    .orderBy('openedAt')
    .execute()

function noticesAbout(loan: GivenLoan) {
  return database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'credit_left')
    .where((eb) => eb(eb.cast<string>('detail', 'text'), 'like', `%${loan.loanId}%`))
    .execute()
}

async function givenCredit() {
  const loan = await givenLoan(lender, twoLate())
  const arrears = await open(loan)
  await cancel(arrears.paymentId)
  const all = await open(loan, { choice: 'settle' })
  await capture(arrears)
  await capture(all)
  return { loan, all }
}

function giveAllBack(loan: GivenLoan, all: Awaited<ReturnType<typeof open>>) {
  const report = { pspRefundId: `re_${loan.loanId}`, refundId: null, state: 'succeeded' } as const
  const money = { amountMinor: 1_845_000n, currency: 'LKR' }
  return transaction((tx) =>
    recordRefund(tx, { ...report, paymentIntentId: intentOf(all), money, now: now() }),
  )
}

async function close(loan: GivenLoan) {
  const found = await database()
    .selectFrom('cases')
    .select(['id as caseId', 'version as seenVersion'])
    .where('loanId', '=', loan.loanId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const act = { ...found, lenderId: lender.id, staffId: agent.id, now: now() }
  return transaction((tx) => closeCase(tx, { ...act, note: 'Given at the counter' }))
}

test('money left on a loan that owes nothing is a case once, and the borrower is told once', async () => {
  const { loan } = await givenCredit()
  const bystander = await givenLoan(lender, twoLate())
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 1_845_000n })
  for (let round = 0; round < 3; round += 1) await followCredits(now())
  expect(await casesAbout(loan)).toMatchObject([
    { closedAt: null, detail: { creditMinor: '1845000' } },
  ])
  const [notice, ...more] = await noticesAbout(loan)
  if (!notice) throw new Error('nobody was told')
  const { text } = await composeNotice(database(), notice)
  expect(text).toMatch(/Rs\s18,450\.00/)
  expect(more).toEqual([])
  expect(await casesAbout(bystander)).toEqual([])
  expect(await noticesAbout(bystander)).toEqual([])
})

test('its case is closed by nobody while it stands, and comes back where it was', async () => {
  const { loan } = await givenCredit()
  await followCredits(now())
  expect(await close(loan)).toEqual({ refusal: 'credit_stands' })
  expect(await casesAbout(loan)).toMatchObject([{ closedAt: null }])
  await database()
    .updateTable('cases')
    .set({ closedAt: now(), closedBy: 'staff:somebody' })
    .where('loanId', '=', loan.loanId)
    .execute()
  for (let round = 0; round < 2; round += 1) await followCredits(now())
  expect(await casesAbout(loan)).toMatchObject([
    { closedBy: 'staff:somebody' },
    { closedAt: null, detail: { creditMinor: '1845000' } },
  ])
  expect(await noticesAbout(loan)).toHaveLength(1)
})

test('a case whose credit is gone is closed by whoever is faster than the sweep', async () => {
  const { loan, all } = await givenCredit()
  await followCredits(now())
  await giveAllBack(loan, all)
  expect(await close(loan)).toEqual({ refusal: undefined })
  await followCredits(now())
  expect(await casesAbout(loan)).toMatchObject([{ closedBy: `staff:${agent.id}` }])
})

test('once it has been given back, its case is closed by itself, and nobody else’s', async () => {
  const { loan, all } = await givenCredit()
  const other = await givenCredit()
  await followCredits(now())
  await giveAllBack(loan, all)
  await followCredits(now())
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  expect(await casesAbout(loan)).toMatchObject([{ closedBy: 'keyturn' }])
  expect(await casesAbout(other.loan)).toMatchObject([{ closedAt: null }])
})

test('by the lender’s own book, too', async () => {
  const book = await givenLender({ slug: 'book' })
  await connect(book)
  await imported([bookRow('book', 1, { paid_elsewhere: '18500' })])
  const { id: loanId } = await loanOf(book.id, 'L-1')
  await followCredits(now())
  const cases = await database()
    .selectFrom('cases')
    .select(['kind', 'dueAt'])
    .where('loanId', '=', loanId)
  // Somebody's task, with a day by which it is done.
  const [task, ...others] = await cases.execute()
  expect(others).toEqual([])
  expect(task?.kind).toBe('credit_left')
  const days =
    now()
      .until(task?.dueAt ?? now())
      .total('hours') / 24
  expect(days).toBeGreaterThan(1)
  expect(days).toBeLessThanOrEqual(3)
})
