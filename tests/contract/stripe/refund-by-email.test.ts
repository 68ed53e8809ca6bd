import type Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

let running: RunningSandbox
let clock: number
beforeEach(async () => {
  clock = Date.now()
  running = await startStripeSandbox({ now: () => clock, country: 'JP' })
})
afterEach(() => running.stop())

const day = 24 * 3600
const instructions_email = 'payer@mail.example'

function passSeconds(seconds: number): void {
  clock += seconds * 1000
  running.sandbox.runDue()
}

const decide = (id: string, act: string) =>
  fetch(`${running.url}/stripe/${id}/${act}`, { method: 'POST', redirect: 'manual' })

/** Paid at a shop: `payment_intent`, and how much the account has. */
async function paidByKonbini() {
  const { stripe } = running
  const allowed_payment_method_types = ['konbini' as const]
  const asked = order({ currency: 'jpy', amount: 2_480, allowed_payment_method_types })
  const session = await stripe.checkout.sessions.create(asked)
  await running.pay(pageOf(session), { method: 'konbini' })
  await decide(session.id, 'clear')
  const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
  return { sessionId: session.id, payment_intent: String(payment_intent) }
}

async function refunding() {
  const paid = await paidByKonbini()
  const { payment_intent } = paid
  const refund = await running.stripe.refunds.create({ payment_intent, instructions_email })
  return { ...paid, refund }
}

const now = ({ id }: Stripe.Refund) => running.stripe.refunds.retrieve(id)
const newest = async () => (await running.stripe.events.list({ limit: 1 })).data[0]
const balance = async () => {
  const { data } = await running.stripe.balanceTransactions.list({ limit: 100 })
  return data.reduce((sum, { amount }) => sum + amount, 0)
}

test('what was paid at a shop goes back only to a payer who can be asked where to', async () => {
  const { payment_intent } = await paidByKonbini()
  const { stripe } = running
  await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
    statusCode: 400,
    param: 'instructions_email',
  })
  const nobody = { payment_intent, instructions_email: 'a..b@x.com' }
  await expect(stripe.refunds.create(nobody)).rejects.toMatchObject({ code: 'email_invalid' })
  const refund = await stripe.refunds.create({ payment_intent, instructions_email })
  expect(refund).toMatchObject({
    status: 'requires_action',
    instructions_email,
    amount: 2_480,
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_to: instructions_email },
        expires_at: refund.created + 45 * day,
      },
    },
  })
  expect(await balance()).toBe(0)
  expect(await newest()).toMatchObject({
    type: 'refund.created',
    data: { object: { status: 'requires_action' } },
  })
})

test('a card takes its refund back without being asked', async () => {
  const session = await running.stripe.checkout.sessions.create(order())
  await running.pay(pageOf(session))
  const paid = await running.stripe.checkout.sessions.retrieve(session.id)
  const payment_intent = String(paid.payment_intent)
  const asked = running.stripe.refunds.create({ payment_intent, instructions_email })
  await expect(asked).rejects.toMatchObject({ param: 'instructions_email' })
  expect(await running.stripe.refunds.create({ payment_intent })).toMatchObject({
    status: 'succeeded',
  })
})

test('the payer answers: it leaves, and arrives', async () => {
  const { sessionId, refund } = await refunding()
  passSeconds(30 * day)
  expect(await now(refund)).toMatchObject({ status: 'requires_action' })
  await decide(sessionId, 'refund-answered')
  const sent = await now(refund)
  expect(sent).toMatchObject({ status: 'pending', pending_reason: 'processing' })
  expect(sent).not.toHaveProperty('next_action')
  passSeconds(10)
  expect(await now(refund)).toMatchObject({ status: 'succeeded' })
  expect(await balance()).toBe(0)
})

test.for([
  ['the bank does not take it', 'refund-bounced', 'failed', 'refund.failed'],
  ['the lender cancels it', 'refund-canceled', 'canceled', 'refund.updated'],
  ['the payer never answers', 'refund-expired', 'canceled', 'refund.updated'],
] as const)('%s: the account has the money again', async ([, act, status, type]) => {
  const { sessionId, refund } = await refunding()
  if (act === 'refund-bounced') await decide(sessionId, 'refund-answered')
  await decide(sessionId, act)
  const ended = await running.stripe.refunds.retrieve(refund.id, {
    expand: ['failure_balance_transaction', 'charge'],
  })
  expect(ended).toMatchObject({
    status,
    failure_balance_transaction: { amount: 2_480, type: 'refund_failure' },
    charge: { amount_refunded: 0, refunded: false },
  })
  expect(await newest()).toMatchObject({ type })
  expect(await balance()).toBe(2_480)
  passSeconds(46 * day)
  expect(await now(refund)).toEqual(await now(ended))
})

test('after 45 days nobody can answer any more', async () => {
  const { refund, sessionId } = await refunding()
  passSeconds(45 * day + 1)
  expect(await now(refund)).toMatchObject({ status: 'canceled' })
  await decide(sessionId, 'refund-answered')
  expect(await now(refund)).toMatchObject({ status: 'canceled' })
})

test('the API cancels what waits for the payer, and nothing else; a test can let it expire', async () => {
  const { stripe } = running
  const waiting = await refunding()
  expect(await stripe.refunds.cancel(waiting.refund.id)).toMatchObject({
    status: 'canceled',
    failure_reason: 'merchant_request',
  })
  await expect(stripe.refunds.cancel(waiting.refund.id)).rejects.toMatchObject({ statusCode: 400 })
  const sent = await refunding()
  await decide(sent.sessionId, 'refund-answered')
  await expect(stripe.refunds.cancel(sent.refund.id)).rejects.toMatchObject({ statusCode: 400 })
  const { id } = (await refunding()).refund
  expect(await stripe.testHelpers.refunds.expire(id)).toMatchObject({ status: 'canceled' })
})

test('a refund waits while the balance is short, and arrives once it is not', async () => {
  const session = await running.stripe.checkout.sessions.create(order())
  await running.pay(pageOf(session))
  const paid = await running.stripe.checkout.sessions.retrieve(session.id)
  await running.sandbox.turn('stripe.refunds', 'short')
  const refund = await running.stripe.refunds.create({
    payment_intent: String(paid.payment_intent),
  })
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds' })
  passSeconds(10)
  expect(await now(refund)).toMatchObject({ status: 'pending' })
  await running.sandbox.turn('stripe.refunds', 'made')
  passSeconds(10)
  expect(await now(refund)).toMatchObject({ status: 'succeeded' })
})
