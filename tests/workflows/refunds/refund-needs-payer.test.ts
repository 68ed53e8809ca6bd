import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { refundsOfPayment } from '#lib/payments/payment-at-desk.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import listPspEvents from '#lib/worker/tasks/list-psp-events.ts'
import {
  balanceOf,
  casesOf,
  loanRow,
  paidLoan,
  paymentRow,
  twoLate,
} from '#tests/payments/given-payment.ts'
import { tellAll } from '#tests/payments/given-stripe-story.ts'
import { everyOrder } from '#tests/payments/walks/every-order.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { handleWaiting, refundNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from '#tests/workflows/checkout/given-checkout.ts'

const { stripe, givenPhone, lender } = await givenCheckouts({ country: 'JP' })
await database()
  .updateTable('lenders')
  .set({ paymentMethods: ['card', 'konbini'] })
  .where('id', '=', lender.id)
  .execute()
const paidMinor = 2_000n

const decide = (sessionId: string, act: string) =>
  fetch(`${stripe.url}/stripe/${sessionId}/${act}`, { method: 'POST', redirect: 'manual' })

async function paidAtShop() {
  const loan = await givenPhone(lender, twoLate(1_000n), { currency: 'JPY' })
  const { paymentId, sessionId, checkoutUrl } = await begun(loan)
  await stripe.pay(checkoutUrl, { method: 'konbini' })
  await decide(sessionId, 'clear')
  await untilPayment(paymentId, 'paid')
  return { loan, paymentId, sessionId }
}

/** Paid at a shop, and given back by the lender at Stripe, which asks the payer where to. */
async function refunding() {
  const paid = await paidAtShop()
  await decide(paid.sessionId, 'refund')
  await untilRefund(paid.paymentId, 'requires_action')
  return paid
}

async function untilRefund(paymentId: string, state: string): Promise<void> {
  const arrived = async () => {
    await drain()
    await handleWaiting()
    expect(await refundsOfPayment(database(), paymentId)).toMatchObject([{ state }])
  }
  await vi.waitFor(arrived, { timeout: 10_000 })
}

async function shownTo({ borrowerId }: GivenLoan, paymentId: string) {
  const shown = await paymentOf(database(), borrowerId, paymentId)
  return { refunded: shown?.refunded, awaitingPayer: shown?.awaitingPayer }
}

/** As Stripe says, in seconds. */
async function answerableUntil(paymentId: string): Promise<number> {
  const { paymentIntentId } = await paymentRow(paymentId)
  const { refunds } = stripe.sandbox.objects
  const refund = refunds.all().find(({ payment_intent }) => payment_intent === paymentIntentId)
  return refund?.next_action?.display_details?.expires_at ?? 0
}

const back = { currency: 'JPY', amountMinor: String(paidMinor) }

async function lettersOf(paymentId: string) {
  const rows = await database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'money_went_back')
    .where('causeId', 'like', `${paymentId}:%`)
    .execute()
  return Promise.all(rows.map((row) => composeNotice(database(), row)))
}

describe('a refund for which the payer must first say where to', () => {
  test('is neither on its way nor done, for the borrower and at the desk', async () => {
    const { loan, paymentId } = await refunding()
    const bystander = await paidAtShop()
    const until = Temporal.Instant.fromEpochMilliseconds(1000 * (await answerableUntil(paymentId)))
    const shown = await shownTo(loan, paymentId)
    expect(shown).toMatchObject({ refunded: null, awaitingPayer: [back] })
    expect(`${Temporal.Instant.from(shown.awaitingPayer?.[0]?.dueAt ?? '')}`).toBe(`${until}`)
    expect(await capturedMoney(database(), paymentId)).toMatchObject([
      { refundedMinor: 0n, awaitingPayerMinor: paidMinor, refundableMinor: 0n },
    ])
    expect(await refundsOfPayment(database(), paymentId)).toMatchObject([{ actionDueAt: until }])
    expect(await casesOf(loan)).toEqual(['refund_reported'])
    expect(await shownTo(bystander.loan, bystander.paymentId)).toEqual({
      refunded: null,
      awaitingPayer: null,
    })
  })

  test('has left Stripe’s balance, so it is owed again, and the letter says what is waited for', async () => {
    const { loan, paymentId } = await refunding()
    expect(await balanceOf(paymentId)).toEqual({})
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 4_000n })
    const [letter, ...others] = await lettersOf(paymentId)
    expect(others).toEqual([])
    expect(letter?.text).toContain('Stripe has asked whoever paid by e-mail where it shall go')
    expect(letter?.text).not.toContain('was given back')
  })

  test('is on its way once they have answered, and then done', async () => {
    const { loan, paymentId, sessionId } = await refunding()
    await decide(sessionId, 'refund-answered')
    await untilRefund(paymentId, 'pending')
    expect(await shownTo(loan, paymentId)).toEqual({ refunded: [back], awaitingPayer: null })
    expect(await refundsOfPayment(database(), paymentId)).toMatchObject([{ actionDueAt: null }])
    await vi.waitFor(
      async () => {
        stripe.sandbox.runDue()
        await untilRefund(paymentId, 'succeeded')
      },
      { timeout: 15_000 },
    )
    expect(await shownTo(loan, paymentId)).toEqual({ refunded: [back], awaitingPayer: null })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 4_000n })
    expect(await casesOf(loan)).toEqual(['refund_reported'])
  })

  test.for([
    ['never answered', 'refund-expired'],
    ['cancelled by the lender', 'refund-canceled'],
    ['answered with an account that does not take it', 'refund-bounced'],
  ] as const)('%s, it counts as paid again, and a person is told', async ([, act]) => {
    const { loan, paymentId, sessionId } = await refunding()
    if (act === 'refund-bounced') await decide(sessionId, 'refund-answered')
    await decide(sessionId, act)
    await untilRefund(paymentId, 'failed')
    expect(await shownTo(loan, paymentId)).toEqual({ refunded: null, awaitingPayer: null })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 2_000n, creditMinor: 0n })
    expect(await capturedMoney(database(), paymentId)).toMatchObject([
      { awaitingPayerMinor: 0n, refundableMinor: paidMinor },
    ])
    expect(await casesOf(loan)).toEqual(['refund_failed', 'refund_reported'])
  })

  test('is found by the daily list when every event was lost', async () => {
    const { loan, paymentId, sessionId } = await paidAtShop()
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    await decide(sessionId, 'refund')
    await listPspEvents()
    await untilRefund(paymentId, 'requires_action')
    await decide(sessionId, 'refund-canceled')
    await listPspEvents()
    await untilRefund(paymentId, 'failed')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_000n })
  })
})

test('in whatever order it is told, it stands as it stands at Stripe', async () => {
  const { sandbox } = stripe
  await sandbox.turn('stripe.webhooks', 'lost')
  for (const order of [0, 1, 2, 3, 4, 5]) {
    const { paymentId, sessionId } = await paidWithoutNews()
    const before = sandbox.objects.events.all().length
    await decide(sessionId, 'refund')
    await decide(sessionId, 'refund-answered')
    const told = sandbox.objects.events.all().slice(before)
    const events = told.filter(({ type }) => /^(refund|charge\.refunded)/.test(type))
    expect(events).toHaveLength(3)
    await tellAll(everyOrder(events)[order] ?? [])
    expect(await refundsOfPayment(database(), paymentId)).toMatchObject([{ state: 'pending' }])
    await loseTheQueue()
  }
})

async function paidWithoutNews() {
  await stripe.sandbox.turn('stripe.webhooks', 'normal')
  const paid = await paidAtShop()
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  return paid
}

describe('asked for here', () => {
  beforeEach(loseTheQueue)

  const asking = (paymentId: string, amountMinor: bigint) =>
    transaction((tx) =>
      requestRefund(tx, {
        lenderId: lender.id,
        paymentId,
        amountMinor,
        reason: 'test',
        requestedBy: 'staff:test',
      }),
    )

  test('for what was paid at a shop, Stripe refuses, and a person is told', async () => {
    const { loan, paymentId } = await paidAtShop()
    await asking(paymentId, paidMinor)
    await drain()
    expect(await casesOf(loan)).toEqual(['refund_failed'])
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_000n })
  })

  test('the letter that it is on its way goes out when it is, once', async () => {
    const { asked } = await paidLoan(lender)
    const refundId = (await asking(asked.paymentId, asked.amountMinor)) ?? ''
    const refund = { ...asked, refundId, pspRefundId: `re_${refundId}` }
    await tell(refundNews('created', refund, 'requires_action'))
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid' })
    expect(await noticesOf(refundId)).toEqual([])
    await tell(refundNews('updated', refund, 'succeeded'))
    expect(await noticesOf(refundId)).toEqual(['money_given_back'])
    await tell(refundNews('updated', refund, 'succeeded'))
    expect(await noticesOf(refundId)).toEqual(['money_given_back'])
  })
})
