import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import refundPayment from '#lib/workflows/refunds/refund-payment.ts'
import { balanceOf, casesOf, loanRow, twoLate } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { handleWaiting } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from '#tests/workflows/checkout/given-checkout.ts'

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

  async function caseDetails(loan: GivenLoan) {
    const rows = await database()
      .selectFrom('cases')
      .select('detail')
      .where('loanId', '=', loan.loanId)
      .execute()
    return rows.map(({ detail }) => detail)
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
        .selectFrom('pspEvents')
        .select('id')
        .where('type', '=', 'refund.created')
        .where('handledAt', 'is not', null)
        .execute()
      expect(open.length).toBeGreaterThan(0)
    })
    expect(await refundRow(paymentId)).toMatchObject({ state: 'succeeded' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_190_000n })
    expect(await balanceOf(paymentId)).toMatchObject({ psp_clearing: 1_500_000n })
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

  const refundsAtStripe = () => stripe.sandbox.objects.refunds.all()

  test('done, answered 500, and tried again after the key was forgotten: given back once', async () => {
    const { loan, paymentId } = await paidAtStripe()
    const bystander = await paidAtStripe()
    const before = refundsAtStripe().length
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const refundId = (await giveBack(paymentId, 345_000n)) ?? ''
    await loseTheQueue()
    await stripe.sandbox.turn('stripe.api', 'fails_after')
    await expect(refundPayment({ refundId })).rejects.toThrow()
    await stripe.sandbox.turn('stripe.api', 'normal')
    expect(await refundRow(paymentId)).toMatchObject({ state: 'requested' })

    clock.stripeAheadMs = 25 * 3600 * 1000
    await refundPayment({ refundId })
    expect(refundsAtStripe()).toHaveLength(before + 1)
    expect(await refundRow(paymentId)).toMatchObject({ state: 'succeeded' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_190_000n })
    expect(await loanRow(bystander.loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('one among many of the same payment is found, and the others are not taken for it', async () => {
    const { loan, paymentId } = await paidAtStripe()
    const giveOne = async (index: number) => {
      const reason = `test:${index}`
      const refundId = await transaction((tx) =>
        requestRefund(tx, {
          lenderId: lender.id,
          paymentId,
          amountMinor: 1_000n,
          reason,
          requestedBy: 'staff:test',
        }),
      )
      await refundPayment({ refundId: refundId ?? '' })
    }
    for (let index = 0; index < 12; index += 1) await giveOne(index)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_857_000n })
  })

  test.for([
    ['unaffordable', 'balance_insufficient'],
    ['forbidden', 'more_permissions_required'],
  ] as const)(
    'one that Stripe refuses (%s) is a case with Stripe’s own code',
    async ([mode, code]) => {
      const { loan, paymentId } = await paidAtStripe()
      const bystander = await paidAtStripe()
      const waiting = (await giveBack(bystander.paymentId, 1_000n)) ?? ''
      const refundId = (await giveBack(paymentId, 345_000n)) ?? ''
      await loseTheQueue()
      await stripe.sandbox.turn('stripe.refunds', mode)
      await refundPayment({ refundId })
      await stripe.sandbox.turn('stripe.refunds', 'made')
      expect(await refundRow(paymentId)).toMatchObject({ state: 'failed' })
      expect(await caseDetails(loan)).toEqual([{ failure: code }])
      expect(await noticesOf(refundId)).toEqual([])
      expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
      expect(await refundRow(bystander.paymentId)).toMatchObject({ state: 'requested' })
      await refundPayment({ refundId: waiting })
      expect(await refundRow(bystander.paymentId)).toMatchObject({ state: 'succeeded' })
    },
  )

  test('an outage is tried again, and is nobody’s case', async () => {
    const { loan, paymentId } = await paidAtStripe()
    const refundId = (await giveBack(paymentId, 345_000n)) ?? ''
    await loseTheQueue()
    await stripe.sandbox.turn('stripe.api', 'down')
    await expect(refundPayment({ refundId })).rejects.toThrow()
    await stripe.sandbox.turn('stripe.api', 'normal')
    expect(await refundRow(paymentId)).toMatchObject({ state: 'requested' })
    expect(await casesOf(loan)).toEqual([])
    await refundPayment({ refundId })
    expect(await refundRow(paymentId)).toMatchObject({ state: 'succeeded' })
  })
})
