import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whole } from '#lib/demo/stripe/objects/whole.ts'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'
import { interfacesIn, lacking } from './sdk-fields.ts'

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

// The SDK's type of each object, and the file it stands in.
const types = {
  account: ['Account', 'Accounts'],
  balance_transaction: ['BalanceTransaction', 'BalanceTransactions'],
  charge: ['Charge', 'Charges'],
  'checkout.session': ['Session', 'Checkout/Sessions'],
  dispute: ['Dispute', 'Disputes'],
  event: ['EventBase', 'Events'],
  item: ['LineItem', 'LineItems'],
  payment_intent: ['PaymentIntent', 'PaymentIntents'],
  payment_method: ['PaymentMethod', 'PaymentMethods'],
  payout: ['Payout', 'Payouts'],
  price: ['Price', 'Prices'],
  'radar.early_fraud_warning': ['EarlyFraudWarning', 'Radar/EarlyFraudWarnings'],
  refund: ['Refund', 'Refunds'],
} as const
type Resource = keyof typeof types

function lackingOf(resource: Resource, given: unknown): string[] {
  const [name, file] = types[resource]
  const interfaces = interfacesIn(file)
  // A type that has moved would let everything pass.
  expect(interfaces.get(name)?.length).toBeGreaterThan(5)
  return lacking(interfaces, name, given)
}

async function objects(): Promise<Record<Resource, object>> {
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
    payout: await stripe.payouts.create({ amount: 100, currency: 'lkr' }),
    price: lineItem?.price ?? {},
    'radar.early_fraud_warning': warning ?? {},
    refund,
  }
}

describe("every object carries every field that the SDK's types say is always there", () => {
  let made: Awaited<ReturnType<typeof objects>>
  beforeAll(async () => {
    made = await objects()
  })
  test.each(Object.keys(types) as Resource[])('%s', (resource) => {
    expect(lackingOf(resource, made[resource])).toEqual([])
    expect(made[resource]).toMatchObject({ object: resource })
  })

  test('one that lacks a field, at the top or below, is found out', () => {
    const { charge } = made as unknown as { charge: Stripe.Charge }
    const { paid: _, ...unpaid } = charge
    expect(lackingOf('charge', unpaid)).toEqual(['Charge.paid'])
    const { network_status: __, ...outcome } = charge.outcome ?? { network_status: null }
    expect(lackingOf('charge', { ...charge, outcome })).toEqual(['Charge.outcome.network_status'])
  })
})

test('the compiler finds a field that was forgotten, an optional one too', () => {
  const fields = { id: 'issfr_1', object: 'radar.early_fraud_warning', livemode: false } as const
  const said = { ...fields, actionable: true, charge: 'ch_1', created: 0, fraud_type: 'misc' }
  // @ts-expect-error: whether there is a PaymentIntent is not said
  expect(whole<Stripe.Radar.EarlyFraudWarning>(said)).toEqual(said)
  const all = { ...said, payment_intent: undefined }
  expect(whole<Stripe.Radar.EarlyFraudWarning>(all)).toEqual(all)
})

test('a freshly opened session has every field too, and no PaymentIntent yet', async () => {
  const opened = await running.stripe.checkout.sessions.create(order())
  expect(lackingOf('checkout.session', opened)).toEqual([])
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
