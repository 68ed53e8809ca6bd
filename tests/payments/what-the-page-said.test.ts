import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { recordRefund } from '#lib/payments/refunds/record-refund.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { byTwo } from './cash/given-cash.ts'
import { ask, cancel, loanRow, open, unlocksOf } from './given-payment.ts'

await freshDatabase()
const strict = { graceDays: 0, partialUnlock: null }
const lender = await givenLender({ policy: strict })
afterEach(() => expectLedgerToHold(database()))

const due = [
  ['2026-10-20', 500_000n],
  ['2026-11-20', 500_000n],
  ['2026-12-20', 500_000n],
] as const
const aLoan = (of = lender) => givenLoan(of, due, { lockState: 'locked' })
const at = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Colombo').toInstant()

type Opened = Awaited<ReturnType<typeof open>>
type Times = { capturedAt: Temporal.Instant; now?: Temporal.Instant }

function come({ paymentId, amountMinor }: Opened, { capturedAt, now = capturedAt }: Times) {
  const received = { amountMinor, currency: 'LKR' }
  const paymentIntentId = `pi_${paymentId}`
  return transaction((tx) =>
    bookCapture(tx, { paymentId, paymentIntentId, received, capturedAt, now }),
  )
}

async function openUntil(loan: GivenLoan) {
  const unlocks = await unlocksOf(loan)
  return unlocks.map(
    ({ relockAt }) => `${relockAt?.toZonedDateTimeISO('Asia/Colombo').toPlainDateTime()}`,
  )
}

describe('what the page says opens, opens', () => {
  test('shown at 23:58, booked at 00:01, when one more is overdue: until when the page said', async () => {
    const loan = await aLoan()
    const bystander = await aLoan()
    const shown = { now: at('2026-11-20T23:58') }
    const asked = await open(loan, { ...shown })
    expect(asked.amountMinor).toBe(500_000n)
    await open(bystander, { ...shown })
    const booked = await come(asked, { capturedAt: at('2026-11-21T00:01') })
    expect(booked).toMatchObject({ effect: { kind: 'until', cleared: false } })
    expect(await openUntil(loan)).toEqual(['2026-11-21T18:00:00'])
    expect(await openUntil(bystander)).toEqual([])
  })

  test('a voucher made the day before the next due date, whose money comes when that is over: for a day at least', async () => {
    const loan = await aLoan()
    const asked = await open(loan, { now: at('2026-11-19T16:00') })
    await come(asked, { capturedAt: at('2026-11-22T11:00') })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_000_000n })
    expect(await openUntil(loan)).toEqual(['2026-11-24T18:00:00'])
  })

  test.each([
    ['on the last day on which a page binds, and booked days later', '2026-12-03T15:00', 1],
    ['after that day', '2026-12-03T17:00', 0],
  ])('money that was paid %s', async (_, capturedAt, unlocks) => {
    const loan = await aLoan()
    const asked = await open(loan, { now: at('2026-11-19T16:00') })
    await come(asked, { capturedAt: at(capturedAt), now: at('2026-12-06T09:00') })
    expect(await unlocksOf(loan)).toHaveLength(unlocks)
  })

  test('a lender that locks by its own command opens it too, without a date', async () => {
    const loan = await aLoan(await givenLender({ policy: { ...strict, relock: 'by_lender' } }))
    const asked = await open(loan, { now: at('2026-11-19T16:00') })
    await come(asked, { capturedAt: at('2026-11-22T11:00') })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'indefinite' }])
  })

  test('in the days of grace such a page says no more than it opens anyway, and binds for what it pays all the same', async () => {
    const own = await givenLender({ policy: { ...strict, graceDays: 3, relock: 'by_lender' } })
    const [loan, other] = await Promise.all(
      [1, 2].map(() =>
        givenLoan(own, [
          ['2026-10-20', 500_000n],
          ['2026-10-28', 500_000n],
        ]),
      ),
    )
    if (!loan || !other) throw new Error('no loans')
    const now = at('2026-10-22T10:00')
    const asked = await open(loan, { now })
    // Of what is open anyway this pays too little to change when that ends.
    const less = await open(other, { choice: 'other', amountMinor: 200_000n, now })
    for (const one of [asked, less]) await come(one, { capturedAt: at('2026-11-02T10:00') })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'indefinite' }])
    expect(await unlocksOf(other)).toEqual([])
  })

  test('though another payment has been given back meanwhile', async () => {
    const loan = await aLoan()
    const now = at('2026-11-19T10:00')
    const first = await open(loan, { choice: 'other', amountMinor: 200_000n, now })
    await come(first, { capturedAt: now })
    const rest = await open(loan, { now: now.add({ minutes: 5 }) })
    expect(rest.amountMinor).toBe(300_000n)
    await transaction((tx) =>
      recordRefund(tx, {
        pspRefundId: randomUUID(),
        refundId: null,
        state: 'succeeded',
        paymentIntentId: `pi_${first.paymentId}`,
        money: { amountMinor: 200_000n, currency: 'LKR' },
        now,
      }),
    )
    await come(rest, { capturedAt: now.add({ minutes: 6 }) })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_200_000n })
    expect(await openUntil(loan)).toEqual(['2026-11-21T18:00:00'])
  })

  test('cash of yesterday, entered this morning, opens what it opened yesterday', async () => {
    const loan = await aLoan()
    const take = async ({ lenderId, loanId }: GivenLoan, takenOn: string) => {
      const paymentId = randomUUID()
      const by = await byTwo(lenderId, paymentId)
      return transaction((tx) =>
        takeCash(tx, {
          lenderId,
          loanId,
          paymentId,
          ...by,
          locale: 'en',
          now: at('2026-11-21T19:00'),
          amountMinor: 500_000n,
          method: 'cash',
          officeReceipt: randomUUID(),
          takenOn: Temporal.PlainDate.from(takenOn),
          seenOutstandingMinor: 1_500_000n,
        }),
      )
    }
    await take(loan, '2026-11-20')
    expect(await openUntil(loan)).toEqual(['2026-11-23T18:00:00'])
    const today = await aLoan()
    await take(today, '2026-11-21')
    expect(await openUntil(today)).toEqual([])
  })
})

describe('and no more than it said', () => {
  test('a page that said it does not open opens nothing, nor one on which nothing was locked for money', async () => {
    const part = await aLoan()
    const early = await givenLoan(lender, due.slice(1))
    const little = { choice: 'other', amountMinor: 200_000n } as const
    const notEnough = await open(part, { ...little, now: at('2026-11-20T23:58') })
    await come(notEnough, { capturedAt: at('2026-11-21T00:01') })
    const ahead = await open(early, { ...little, now: at('2026-11-20T16:00') })
    await come(ahead, { capturedAt: at('2026-11-23T11:00') })
    expect(await openUntil(part)).toEqual([])
    expect(await openUntil(early)).toEqual([])
  })

  test('money that comes later than anybody waits is judged by the books', async () => {
    const loan = await aLoan()
    const asked = await open(loan, { now: at('2026-11-19T16:00') })
    await come(asked, { capturedAt: at('2026-12-04T11:00') })
    expect(await openUntil(loan)).toEqual([])
    // Not so when it was paid in time, and we heard of it late.
    const told = await aLoan()
    const inTime = await open(told, { now: at('2026-11-19T16:00') })
    await come(inTime, { capturedAt: at('2026-11-19T16:02'), now: at('2026-12-05T09:00') })
    expect(await openUntil(told)).toEqual(['2026-12-07T18:00:00'])
  })

  test('where the books open it for longer, they do', async () => {
    const loan = await aLoan()
    const asked = await open(loan, { choice: 'arrears_and_next', now: at('2026-11-19T16:00') })
    await come(asked, { capturedAt: at('2026-11-22T11:00') })
    expect(await openUntil(loan)).toEqual(['2026-12-21T18:00:00'])
  })
})

describe('a page of yesterday', () => {
  const typed = { choice: 'other', amountMinor: 500_000n } as const
  const seenOn = Temporal.PlainDate.from('2026-11-20')

  test.for([
    ['typed', typed],
    ['named', { choice: 'arrears', seenAmountMinor: 500_000n } as const],
  ] as const)('is shown again once more is overdue (%s)', async ([, wish]) => {
    const loan = await aLoan()
    const now = at('2026-11-21T00:01')
    expect(await ask(loan, { ...wish, seenOn, now })).toEqual({ refusal: 'changed_since' })
    const asked = await ask(loan, { ...wish, seenOn, now: at('2026-11-20T23:59') })
    expect(asked).toMatchObject({ paymentId: expect.any(String) })
  })

  test('and not when no more is', async () => {
    const loan = await aLoan()
    const [shown, now] = [Temporal.PlainDate.from('2026-11-22'), at('2026-11-23T00:01')]
    const asked = await ask(loan, { ...typed, seenOn: shown, now })
    expect(asked).toMatchObject({ paymentId: expect.any(String) })
    if ('paymentId' in asked) await cancel(asked.paymentId)
  })
})
