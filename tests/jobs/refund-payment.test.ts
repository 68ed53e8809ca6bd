import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startPayment } from '#app/start-payment.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import refundPayment from '#lib/jobs/refund-payment.ts'
import type { PaymentWish } from '#lib/payments/open-payment.ts'
import { requestRefund } from '#lib/payments/request-refund.ts'
import { booksOf, casesOf, loanRow, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { handleWaiting } from '#tests/support/stripe-events.ts'
import { drain, noticesOf, startWorld } from '#tests/support/world.ts'

await freshDatabase()
let stripeAheadMs = 0
const { stripe, connect, givenPhone } = await startWorld({
  stripeNow: () => Date.now() + stripeAheadMs,
})
const lender = await givenLender()
await connect(lender)

beforeEach(async () => {
  stripeAheadMs = 0
  await stripe.sandbox.turn('stripe.webhooks', 'normal')
  await stripe.sandbox.turn('stripe.api', 'normal')
  await stripe.sandbox.turn('stripe.amounts', 'exact')
})
afterEach(() => expectBooksToHold(database()))

async function start(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  return startPayment({
    loanId: loan.loanId,
    actor: 'borrower:test',
    openedBy: 'borrower',
    choice: 'arrears',
    amountMinor: undefined,
    seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
    confirmAnother: false,
    locale: 'en',
    receiptEmail: null,
    now: Temporal.Now.instant(),
    ...wish,
  })
}

async function begun(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const started = await start(loan, wish)
  if ('refusal' in started) throw new Error(started.refusal)
  const { checkoutSessionId } = await paymentRow(started.paymentId)
  return { ...started, sessionId: checkoutSessionId ?? '' }
}

async function untilPayment(paymentId: string, state: string) {
  await vi.waitFor(async () => {
    await drain()
    expect(await paymentRow(paymentId)).toMatchObject({ state })
  })
}

describe('giving back', () => {
  async function paidAtStripe(card?: string) {
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.pay(checkoutUrl, card ? { card } : {})
    await untilPayment(paymentId, 'paid')
    return { loan, paymentId }
  }

  function giveBack(paymentId: string, amountMinor: bigint) {
    return transaction((tx) =>
      requestRefund(tx, {
        lenderId: lender.id,
        paymentId,
        amountMinor,
        reason: 'test',
        requestedBy: 'staff:test',
      }),
    )
  }

  function refundRow(paymentId: string) {
    return database()
      .selectFrom('refunds')
      .selectAll()
      .where('paymentId', '=', paymentId)
      .executeTakeFirstOrThrow()
  }

  test('once at Stripe and once in the books, with one notice, though everybody tells of it', async () => {
    const { loan, paymentId } = await paidAtStripe()
    const refundId = (await giveBack(paymentId, 345_000n)) ?? ''
    await drain()
    await refundPayment({ refundId })
    await vi.waitFor(async () => {
      await drain()
      const open = await database()
        .selectFrom('stripeEvents')
        .select('id')
        .where('type', '=', 'refund.created')
        .where('handledAt', 'is not', null)
        .execute()
      expect(open.length).toBeGreaterThan(0)
    })
    expect(await refundRow(paymentId)).toMatchObject({ state: 'succeeded' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_190_000n })
    expect(await booksOf(paymentId)).toMatchObject({ stripe_clearing: 1_500_000n })
    expect(await noticesOf(refundId)).toEqual(['money_returned'])
    expect(await casesOf(loan)).toEqual([])
  })

  test('one that fails after all is booked back and shown to a person', async () => {
    const { loan, paymentId } = await paidAtStripe('4000 0000 0000 5126')
    await giveBack(paymentId, 345_000n)
    await drain()
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_190_000n })
    stripeAheadMs = 5_000
    stripe.sandbox.runDue()
    await vi.waitFor(async () => {
      await drain()
      await handleWaiting()
      expect(await refundRow(paymentId)).toMatchObject({ state: 'failed' })
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await casesOf(loan)).toEqual(['refund_failed'])
  })

  test('one that Stripe refuses is not asked for ever: it is shown to a person', async () => {
    const { loan, paymentId } = await paidAtStripe()
    const refundId = (await giveBack(paymentId, 99_000_000n)) ?? ''
    await drain()
    await refundPayment({ refundId })
    expect(await refundRow(paymentId)).toMatchObject({ state: 'failed' })
    expect(await casesOf(loan)).toEqual(['refund_failed'])
    expect(await noticesOf(refundId)).toEqual([])
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })
})
