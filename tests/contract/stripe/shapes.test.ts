import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fixtures from '#lib/demo/stripe/fixtures.json' with { type: 'json' }
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

let running: RunningSandbox
let session: Stripe.Checkout.Session
let disputed: Stripe.Checkout.Session

beforeAll(async () => {
  running = await startStripeSandbox()
  const open = await running.stripe.checkout.sessions.create(order())
  await running.pay(pageOf(open))
  session = await running.stripe.checkout.sessions.retrieve(open.id)
  const second = await running.stripe.checkout.sessions.create(order())
  await running.pay(pageOf(second), { card: '4000 0000 0000 0259' })
  disputed = await running.stripe.checkout.sessions.retrieve(second.id)
})
afterAll(() => running.stop())

// Free maps, and parts that are different for each payment method.
const open = new Set([
  'metadata',
  'payment_method_options',
  'data',
  'fraud_details',
  'next_action',
  'source',
])

/** Every field of the sample that `given` lacks; below a null there is nothing to lack. */
function lacking(sample: unknown, given: unknown, path = ''): string[] {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) return []
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return []
  return Object.entries(sample).flatMap(([name, value]) => {
    const at = `${path}.${name}`
    if (!(name in given)) return [at]
    return open.has(name) ? [] : lacking(value, (given as Record<string, unknown>)[name], at)
  })
}

async function objects(): Promise<Record<keyof typeof fixtures.resources, object>> {
  const { stripe } = running
  const intent = await stripe.paymentIntents.retrieve(String(session.payment_intent))
  const charge = await stripe.charges.retrieve(String(intent.latest_charge))
  const [lineItem] = (await stripe.checkout.sessions.listLineItems(session.id)).data
  const [dispute] = (
    await stripe.disputes.list({ payment_intent: String(disputed.payment_intent) })
  ).data
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
  const warned = await stripe.checkout.sessions.create(order())
  await running.pay(pageOf(warned), { card: '4000 0000 0000 5423' })
  const [warning] = (await stripe.radar.earlyFraudWarnings.list()).data
  const [event] = (await stripe.events.list({ limit: 1 })).data
  return {
    account: await stripe.accounts.retrieveCurrent(),
    balance_transaction: await stripe.balanceTransactions.retrieve(
      String(charge.balance_transaction),
    ),
    charge,
    'checkout.session': session,
    dispute: dispute ?? {},
    event: event ?? {},
    item: lineItem ?? {},
    payment_intent: intent,
    payment_method: await stripe.paymentMethods.retrieve(String(intent.payment_method)),
    price: lineItem?.price ?? {},
    'radar.early_fraud_warning': warning ?? {},
    refund,
  }
}

describe("every object carries every field of Stripe's published sample", () => {
  let made: Awaited<ReturnType<typeof objects>>
  beforeAll(async () => {
    made = await objects()
  })
  test.each(Object.keys(fixtures.resources) as (keyof typeof fixtures.resources)[])(
    '%s',
    (resource) => {
      expect(lacking(fixtures.resources[resource], made[resource])).toEqual([])
      expect(made[resource]).toMatchObject({ object: fixtures.resources[resource].object })
    },
  )
})

test('a freshly opened session has every field too, and no PaymentIntent yet', async () => {
  const opened = await running.stripe.checkout.sessions.create(order())
  expect(lacking(fixtures.resources['checkout.session'], opened)).toEqual([])
  expect(opened).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    amount_total: 120_000,
    currency: 'lkr',
    url: `${running.url}/checkout/${opened.id}`,
  })
  expect(opened.expires_at - opened.created).toBe(24 * 3600)
})

test('what was asked is on the session, the PaymentIntent and the charge', async () => {
  const intent = await running.stripe.paymentIntents.retrieve(String(session.payment_intent), {
    expand: ['latest_charge'],
  })
  expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
  expect(intent).toMatchObject({
    status: 'succeeded',
    amount: 120_000,
    amount_received: 120_000,
    currency: 'lkr',
    metadata: session.metadata,
    statement_descriptor_suffix: 'SERENDIB MOBILE',
    latest_charge: {
      paid: true,
      amount: 120_000,
      payment_intent: intent.id,
      metadata: session.metadata,
      calculated_statement_descriptor: 'SANDBOX* SERENDIB MOBI',
      payment_method_details: { card: { last4: '4242', brand: 'visa' } },
    },
  })
})
