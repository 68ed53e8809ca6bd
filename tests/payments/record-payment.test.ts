import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/jobs/book-capture.ts'
import { openPayment, type PaymentWish } from '#lib/payments/open-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const now = Temporal.Instant.from('2026-11-21T04:13:00Z')

function twoLate() {
  return givenLoan(lender, [
    ['2026-10-01', 922_500n],
    ['2026-11-01', 922_500n],
    ['2026-12-01', 922_500n],
  ])
}

async function open(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const { outstandingMinor } = await loanRow(loan)
  const opened = await transaction((tx) =>
    openPayment(tx, {
      loanId: loan.loanId,
      actor: `borrower:${loan.borrowerId}`,
      openedBy: 'borrower',
      choice: 'arrears',
      amountMinor: undefined,
      seenOutstandingMinor: outstandingMinor,
      confirmAnother: false,
      locale: 'en',
      receiptEmail: null,
      now,
      ...wish,
    }),
  )
  if ('refusal' in opened) throw new Error(opened.refusal)
  return opened.paymentId
}

function loanRow(loan: GivenLoan) {
  return database()
    .selectFrom('loans')
    .selectAll()
    .where('id', '=', loan.loanId)
    .executeTakeFirstOrThrow()
}

function capture(
  paymentId: string,
  amountMinor: bigint,
  { intent = `pi_${paymentId}`, currency = 'LKR' } = {},
) {
  return transaction((tx) =>
    bookCapture(tx, {
      paymentId,
      paymentIntentId: intent,
      received: { amountMinor, currency },
      capturedAt: now,
      now,
    }),
  )
}

test('paying the arrears books the money and asks for the phone to be opened, in one transaction', async () => {
  const loan = await twoLate()
  const paymentId = await open(loan)
  const recorded = await capture(paymentId, 1_845_000n)
  expect(recorded).toMatchObject({ outcome: 'recorded', effect: { kind: 'until', cleared: true } })
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 922_500n, creditMinor: 0n })
  const unlocks = await database()
    .selectFrom('unlocks')
    .selectAll()
    .where('deviceId', '=', loan.deviceId)
    .execute()
  expect(unlocks).toHaveLength(1)
  expect(unlocks[0]).toMatchObject({
    state: 'requested',
    intent: 'until',
    cause: 'payment',
    causeId: paymentId,
  })
  const jobs = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', paymentId)
    .execute()
  expect(jobs.map((notice) => notice.kind)).toEqual(['receipt'])
})

test('the same capture told three times is booked once', async () => {
  const loan = await twoLate()
  const paymentId = await open(loan)
  await Promise.all([
    capture(paymentId, 1_845_000n),
    capture(paymentId, 1_845_000n),
    capture(paymentId, 1_845_000n),
  ])
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 922_500n })
})

test.for([
  ['another amount', 1_000n, 'LKR', 'other_amount'],
  ['another currency', 1_845_000n, 'USD', 'other_currency'],
] as const)(
  '%s than asked is set aside for a person, not booked to the loan',
  async ([, amountMinor, currency, reason]) => {
    const loan = await twoLate()
    const paymentId = await open(loan)
    expect(await capture(paymentId, amountMinor, { currency })).toMatchObject({
      outcome: 'set_aside',
      reason,
    })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_767_500n })
    const cases = await database()
      .selectFrom('cases')
      .select('kind')
      .where('paymentId', '=', paymentId)
      .execute()
    expect(cases).toEqual([{ kind: 'payment_set_aside' }])
    expect(
      await database()
        .selectFrom('unlocks')
        .select('id')
        .where('deviceId', '=', loan.deviceId)
        .execute(),
    ).toEqual([])
  },
)
