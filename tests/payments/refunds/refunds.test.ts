import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import {
  balanceOf,
  cancel,
  casesOf,
  paidLoan as givenPaidLoan,
  loanRow,
  open,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { everyOrder } from '#tests/payments/walks/every-order.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  handleWaiting,
  intentNews,
  refundNews,
  type StripeNews,
  tell,
} from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

async function paidLoan() {
  const { loan, asked } = await givenPaidLoan(lender)
  return { loan, asked, refund: { ...asked, pspRefundId: `re_${asked.paymentId}` } }
}

function refundStates(paymentId: string) {
  return database()
    .selectFrom('refunds')
    .select(['state', 'amountMinor'])
    .where('paymentId', '=', paymentId)
    .orderBy('createdAt')
    .execute()
}

async function tellAll(news: StripeNews[]) {
  for (const one of news) await tell(one)
  await handleWaiting()
}

describe('in whatever order Stripe reports', () => {
  const outcomes = {
    succeeded: ['pending', 'succeeded'],
    failed: ['pending', 'succeeded', 'failed'],
  } as const

  for (const [last, states] of Object.entries(outcomes))
    for (const order of everyOrder(states))
      test(`${order.join(', ')}: ${last}`, async () => {
        const { loan, refund } = await paidLoan()
        await tellAll(order.map((status) => refundNews('updated', refund, status)))
        expect(await refundStates(refund.paymentId)).toMatchObject([{ state: last }])
        expect(await loanRow(loan)).toEqual({
          outstandingMinor: last === 'failed' ? 1_845_000n : 3_690_000n,
          creditMinor: 0n,
        })
      })

  test('a refund told before its payment waits for it', async () => {
    const loan = await givenLoan(lender, twoLate())
    const asked = await open(loan)
    const refund = { ...asked, pspRefundId: 're_early' }
    await tell(refundNews('created', refund))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    await tell(intentNews('succeeded', asked))
    await handleWaiting()
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await balanceOf(asked.paymentId)).toEqual({})
  })

  test('told five times at once, booked once', async () => {
    const { loan, refund } = await paidLoan()
    await Promise.all(Array.from({ length: 5 }, () => tell(refundNews('created', refund))))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    expect(await casesOf(loan)).toEqual(['refund_reported'])
  })
})

describe('what a refund takes', () => {
  test('several in part, each once; one of them fails', async () => {
    const { loan, asked } = await paidLoan()
    const part = (name: string, amountMinor: bigint) => ({
      ...asked,
      amountMinor,
      pspRefundId: `${name}_${asked.paymentId}`,
    })
    const [one, two] = [part('re_one', 300_000n), part('re_two', 200_000n)]
    await tellAll([
      refundNews('created', one),
      refundNews('created', two),
      refundNews('failed', one),
    ])
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 2_045_000n, creditMinor: 0n })
    expect(await casesOf(loan)).toEqual(['refund_failed', 'refund_reported', 'refund_reported'])
  })

  test('credit first: what was paid twice goes back without making anybody late', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await open(loan)
    await cancel(first.paymentId)
    const second = await open(loan)
    await tellAll([intentNews('succeeded', first), intentNews('succeeded', second)])
    const { id: refundId } = await database()
      .selectFrom('refunds')
      .select('id')
      .where('paymentId', '=', second.paymentId)
      .executeTakeFirstOrThrow()
    await tell(refundNews('created', { ...second, pspRefundId: 're_duplicate', refundId }))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await refundStates(second.paymentId)).toMatchObject([{ state: 'succeeded' }])
    expect(await casesOf(loan)).toEqual(['duplicate_payment'])
  })

  test('money set aside goes back out of suspense, and touches no loan', async () => {
    const loan = await givenLoan(lender, twoLate())
    const asked = { ...(await open(loan)), amountMinor: 777n }
    await tell(intentNews('succeeded', asked))
    await tell(refundNews('created', { ...asked, pspRefundId: 're_aside' }))
    expect(await balanceOf(asked.paymentId)).toEqual({})
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
  })

  test('a second PaymentIntent set aside goes back the same way', async () => {
    const { loan, asked } = await paidLoan()
    const second = { ...asked, intent: `pi_second_${asked.paymentId}` }
    await tell(intentNews('succeeded', second))
    await tell(refundNews('created', { ...second, pspRefundId: 're_second' }))
    expect(await balanceOf(asked.paymentId)).toEqual({
      psp_clearing: 1_845_000n,
      loan_receivable: -1_845_000n,
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
  })

  test('one that fails after the loan was paid off again becomes credit', async () => {
    const { loan, refund } = await paidLoan()
    await tell(refundNews('created', refund))
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    await tell(refundNews('failed', refund))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 1_845_000n })
  })

  test('of two asked for, the one that Stripe speaks of is done, and the other still to do', async () => {
    const { asked } = await paidLoan()
    const { paymentId } = asked
    const ask = (amountMinor: bigint) =>
      transaction((tx) =>
        requestRefund(tx, {
          lenderId: lender.id,
          paymentId,
          amountMinor,
          reason: `part ${amountMinor}`,
          requestedBy: 'keyturn',
        }),
      )
    const refundId = await ask(5n)
    await ask(7n)
    if (!refundId) throw new Error('nothing was asked for')
    const refund = { ...asked, amountMinor: 5n, pspRefundId: `re_5_${paymentId}`, refundId }
    await tell(refundNews('updated', refund))
    expect(await refundStates(paymentId)).toEqual([
      { state: 'succeeded', amountMinor: 5n },
      { state: 'requested', amountMinor: 7n },
    ])
  })

  test('a cancelled refund is one that failed; a state Stripe may invent later is pending', async () => {
    const { loan, refund } = await paidLoan()
    await tell(refundNews('created', refund, 'invented' as 'pending'))
    expect(await refundStates(refund.paymentId)).toMatchObject([{ state: 'pending' }])
    await tell(refundNews('updated', refund, 'canceled'))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('of a part it never touches an unlock; of the whole, one that is out gives way to a shorter', async () => {
    const part = await paidLoan()
    const out = await paidLoan()
    const at = Temporal.Now.instant()
    await database()
      .updateTable('unlocks')
      .set({ state: 'accepted', dispatchedAt: at, acceptedAt: at })
      .where('loanId', '=', out.loan.loanId)
      .execute()
    const before = await unlocksOf(part.loan)
    await tell(refundNews('created', { ...part.refund, amountMinor: 1_000n }))
    await tell(refundNews('created', out.refund))
    expect(await unlocksOf(part.loan)).toEqual(before)
    const after = await unlocksOf(out.loan)
    expect(after.map(({ state, isShorter }) => [state, isShorter])).toEqual([
      ['superseded', false],
      ['requested', true],
    ])
  })
})

test('money is asked back once for one reason, however often', async () => {
  const { asked } = await paidLoan()
  const request = {
    lenderId: lender.id,
    paymentId: asked.paymentId,
    amountMinor: 5n,
    reason: 'duplicate-test',
    requestedBy: 'keyturn',
  }
  const ids = await Promise.all(
    Array.from({ length: 5 }, () => transaction((tx) => requestRefund(tx, request))),
  )
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1)
})
