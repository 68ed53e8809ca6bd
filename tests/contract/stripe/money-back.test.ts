import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

let running: RunningSandbox
let clock: number
beforeEach(async () => {
  clock = Date.now()
  running = await startStripeSandbox({ now: () => clock })
})
afterEach(() => running.stop())

async function charged(card = '4242424242424242', changes: Parameters<typeof order>[0] = {}) {
  const session = await running.stripe.checkout.sessions.create(order(changes))
  await running.pay(pageOf(session), { card })
  const { payment_intent } = await running.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  const intent = payment_intent as Stripe.PaymentIntent
  return { sessionId: session.id, intent: intent.id, charge: intent.latest_charge as Stripe.Charge }
}

const chargeNow = ({ id }: Stripe.Charge) => running.stripe.charges.retrieve(id)
const types = async () =>
  (await running.stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse()
const decide = (id: string, action: string, fields: Record<string, string> = {}) =>
  fetch(`${running.url}/stripe/${id}/${action}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  })

function passSeconds(seconds: number): void {
  clock += seconds * 1000
  running.sandbox.runDue()
}

test('a dispute costs a fee as well, which a won one does not give back', async () => {
  const { sessionId } = await charged()
  await decide(sessionId, 'dispute')
  await decide(sessionId, 'dispute-won')
  const { data } = await running.stripe.balanceTransactions.list({ type: 'adjustment' })
  expect(data.map(({ amount, fee, net }) => [amount, fee, net])).toEqual([
    [120_000, 0, 120_000],
    [-120_000, 1_500, -121_500],
  ])
})

describe('refunds', () => {
  test('in part, then the rest, and never more than was paid', async () => {
    const { intent, charge } = await charged()
    const part = await running.stripe.refunds.create({ payment_intent: intent, amount: 20_000 })
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 20_000,
      charge: charge.id,
      payment_intent: intent,
    })
    expect(await chargeNow(charge)).toMatchObject({ amount_refunded: 20_000, refunded: false })
    await expect(
      running.stripe.refunds.create({ payment_intent: intent, amount: 100_001 }),
    ).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
    })
    const rest = await running.stripe.refunds.create({ charge: charge.id })
    expect(rest.amount).toBe(100_000)
    expect(await chargeNow(charge)).toMatchObject({
      amount_refunded: 120_000,
      refunded: true,
      refunds: { data: [{ id: rest.id }, { id: part.id }] },
    })
    await expect(running.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
    expect((await types()).slice(-4)).toEqual([
      'charge.refunded',
      'refund.created',
      'charge.refunded',
      'refund.created',
    ])
  })

  test('of nothing that was paid are refused', async () => {
    const session = await running.stripe.checkout.sessions.create(order())
    await running.pay(pageOf(session), { card: '4000000000000002' })
    const { payment_intent } = await running.stripe.checkout.sessions.retrieve(session.id)
    const refusal = running.stripe.refunds.create({ payment_intent: String(payment_intent) })
    await expect(refusal).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' })
  })

  test('in dinars end in 0', async () => {
    const { intent } = await charged(undefined, { currency: 'kwd', amount: 5_000 })
    await expect(
      running.stripe.refunds.create({ payment_intent: intent, amount: 1_001 }),
    ).rejects.toMatchObject({
      param: 'amount',
    })
  })

  test('to ...7726 are pending first, then succeed', async () => {
    const { intent } = await charged('4000000000007726')
    const refund = await running.stripe.refunds.create({ payment_intent: intent })
    expect(refund.status).toBe('pending')
    passSeconds(10)
    expect(await running.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' })
    expect((await types()).at(-1)).toBe('refund.updated')
  })

  test('to ...5126 succeed first, then fail, and the money is back with the lender', async () => {
    const { intent, charge } = await charged('4000000000005126')
    const refund = await running.stripe.refunds.create({ payment_intent: intent })
    expect(refund.status).toBe('succeeded')
    passSeconds(10)
    const failed = await running.stripe.refunds.retrieve(refund.id, {
      expand: ['failure_balance_transaction'],
    })
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { amount: 120_000, type: 'refund_failure' },
    })
    expect(await chargeNow(charge)).toMatchObject({ amount_refunded: 0, refunded: false })
    expect((await types()).at(-1)).toBe('refund.failed')
  })

  test('can be made on the sandbox page, in the amount that is typed', async () => {
    const { sessionId, charge } = await charged()
    await decide(sessionId, 'refund', { amount: '200.50' })
    expect(await chargeNow(charge)).toMatchObject({ amount_refunded: 20_050 })
    const refused = await decide(sessionId, 'refund', { amount: 'much' })
    expect(refused.headers.get('location')).toContain('fault=')
    await decide(sessionId, 'refund', { amount: '' })
    expect(await chargeNow(charge)).toMatchObject({ refunded: true })
  })
})

describe('disputes', () => {
  const disputeOf = async (intent: string) =>
    (await running.stripe.disputes.list({ payment_intent: intent })).data[0]

  test.each([
    ['4000000000000259', 'fraudulent'],
    ['4000000000002685', 'product_not_received'],
  ])('%s is paid, then disputed as %s, and the money is taken back', async (card, reason) => {
    const { intent, charge } = await charged(card)
    expect(await disputeOf(intent)).toMatchObject({
      reason,
      status: 'needs_response',
      amount: 120_000,
      charge: charge.id,
      balance_transactions: [{ amount: -120_000 }],
    })
    expect((await types()).slice(-3)).toEqual([
      'checkout.session.completed',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ])
    await expect(running.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
  })

  test('4000 0000 0000 1976 is an inquiry: the bank asks, and no money moves', async () => {
    const { intent, sessionId } = await charged('4000000000001976')
    expect(await disputeOf(intent)).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
    })
    expect((await types()).at(-1)).toBe('charge.dispute.created')
    await decide(sessionId, 'dispute-won')
    expect(await disputeOf(intent)).toMatchObject({ status: 'warning_closed' })
  })

  test('one that is won brings the money back', async () => {
    const { intent, sessionId } = await charged()
    await decide(sessionId, 'dispute')
    await decide(sessionId, 'dispute-won')
    expect(await disputeOf(intent)).toMatchObject({
      status: 'won',
      balance_transactions: [{ amount: -120_000 }, { amount: 120_000 }],
    })
    expect((await types()).slice(-2)).toEqual([
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ])
  })

  test('one that is lost stays taken, and is closed once', async () => {
    const { intent, sessionId } = await charged()
    await decide(sessionId, 'dispute')
    await decide(sessionId, 'dispute-lost')
    const again = await decide(sessionId, 'dispute-won')
    expect(again.headers.get('location')).toContain('fault=')
    expect(await disputeOf(intent)).toMatchObject({
      status: 'lost',
      balance_transactions: [{ amount: -120_000 }],
    })
    expect((await types()).at(-1)).toBe('charge.dispute.closed')
  })
})

describe('disputes that go on', () => {
  const disputeOf = async (intent: string) =>
    (await running.stripe.disputes.list({ payment_intent: intent })).data[0]
  const amounts = async (intent: string) =>
    (await disputeOf(intent))?.balance_transactions.map(({ amount }) => amount)

  test('one of a part takes only that part', async () => {
    const { intent, sessionId } = await charged()
    await decide(sessionId, 'dispute', { amount: '200.00' })
    expect(await disputeOf(intent)).toMatchObject({ amount: 20_000 })
    expect(await amounts(intent)).toEqual([-20_000])
  })

  test('one of what was given back already takes nothing', async () => {
    const { intent, charge, sessionId } = await charged()
    await running.stripe.refunds.create({ charge: charge.id })
    await decide(sessionId, 'dispute')
    expect(await disputeOf(intent)).toMatchObject({ amount: 120_000, balance_transactions: [] })
    expect((await types()).at(-1)).toBe('charge.dispute.created')
  })

  test('evidence, won, and the bank appeals: the money goes a second time', async () => {
    const { intent, sessionId } = await charged()
    const early = await decide(sessionId, 'dispute-appealed')
    expect(early.headers.get('location')).toContain('fault=')
    for (const step of ['dispute', 'dispute-answered', 'dispute-won', 'dispute-appealed'])
      await decide(sessionId, step)
    expect(await disputeOf(intent)).toMatchObject({ status: 'appeal_needs_response' })
    expect(await amounts(intent)).toEqual([-120_000, 120_000, -120_000])
    await decide(sessionId, 'dispute-answered')
    expect(await disputeOf(intent)).toMatchObject({ status: 'appeal_under_review' })
    await decide(sessionId, 'dispute-lost')
    expect(await disputeOf(intent)).toMatchObject({ status: 'lost' })
    expect((await types()).slice(-3)).toEqual([
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.closed',
    ])
  })
})

test('4000 0000 0000 5423 brings an early fraud warning, actionable until the money is given back', async () => {
  const { intent, charge } = await charged('4000000000005423')
  expect((await types()).at(-1)).toBe('radar.early_fraud_warning.created')
  const warning = async () =>
    (await running.stripe.radar.earlyFraudWarnings.list({ charge: charge.id })).data[0]
  expect(await warning()).toMatchObject({ actionable: true, payment_intent: intent })
  await running.stripe.refunds.create({ payment_intent: intent })
  expect(await warning()).toMatchObject({ actionable: false })
})
