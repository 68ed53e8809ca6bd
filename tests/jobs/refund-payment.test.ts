import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import refundPayment from '#lib/jobs/refund-payment.ts'
import { requestRefund } from '#lib/payments/request-refund.ts'
import { booksOf, casesOf, loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { handleWaiting } from '#tests/support/stripe-events.ts'
import { drain, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from './given-checkout.ts'

const { stripe, givenPhone, clock, lender } = await givenCheckouts()

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
    expect(await noticesOf(refundId)).toEqual(['money_given_back'])
    expect(await casesOf(loan)).toEqual([])
  })

  test('one that fails after all is booked back and shown to a person', async () => {
    const { loan, paymentId } = await paidAtStripe('4000 0000 0000 5126')
    await giveBack(paymentId, 345_000n)
    await drain()
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_190_000n })
    clock.stripeAheadMs = 5_000
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
