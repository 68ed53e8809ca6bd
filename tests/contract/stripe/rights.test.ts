import type Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Right } from '#lib/demo/stripe/api/rights.ts'
import { startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

const rights = new Set<Right>()
const { stripe, pay, stop } = await startStripeSandbox({ rights })
afterAll(stop)
beforeEach(() => give('Checkout Sessions: write', 'Charges and Refunds: write'))

function give(...given: Right[]): void {
  rights.clear()
  for (const right of given) rights.add(right)
}

async function paid() {
  const session = await stripe.checkout.sessions.create(order())
  await pay(pageOf(session))
  return stripe.checkout.sessions.retrieve(session.id)
}

const refusal = (asked: Promise<unknown>) =>
  asked.catch((cause: Stripe.errors.StripeError) => cause)
const lacks = (name: string) => ({
  statusCode: 403,
  type: 'StripePermissionError',
  code: 'more_permissions_required',
  message: expect.stringContaining(`'${name}'`),
})

test('a restricted key does what it has the right to, and reads what it may write', async () => {
  const session = await paid()
  expect(await refusal(stripe.paymentIntents.list())).toMatchObject(
    lacks('rak_payment_intent_read'),
  )
  expect(await refusal(stripe.events.list())).toMatchObject(lacks('rak_event_read'))
  expect(await refusal(stripe.accounts.retrieveCurrent())).toMatchObject(
    lacks('rak_accounts_kyc_basic_read'),
  )
  give('Charges and Refunds: read', 'PaymentIntents: read')
  expect((await stripe.charges.list()).data).not.toEqual([])
  const payment_intent = String(session.payment_intent)
  expect(await refusal(stripe.refunds.create({ payment_intent }))).toMatchObject(
    lacks('rak_charge_write'),
  )
  expect(await stripe.paymentIntents.retrieve(payment_intent)).toMatchObject({
    status: 'succeeded',
  })
})

test('it needs the right to every object that it asks to be shown, on the way as well', async () => {
  const { id } = await paid()
  const read = (expand: string[]) => stripe.checkout.sessions.retrieve(id, { expand })
  const deep = ['payment_intent.latest_charge']
  expect(await refusal(read(deep))).toMatchObject(lacks('rak_payment_intent_read'))
  const listed = stripe.checkout.sessions.list({ expand: ['data.payment_intent'] })
  expect(await refusal(listed)).toMatchObject(lacks('rak_payment_intent_read'))
  give('Checkout Sessions: read', 'PaymentIntents: read')
  expect(await refusal(read(deep))).toMatchObject(lacks('rak_charge_read'))
  expect(await read(['payment_intent', 'line_items'])).toMatchObject({
    payment_intent: { object: 'payment_intent' },
  })
  give('Checkout Sessions: read', 'PaymentIntents: read', 'Charges and Refunds: read')
  expect(await read(deep)).toMatchObject({ payment_intent: { latest_charge: { paid: true } } })
})

test('what lacks a right is refused before anything is done, and its key is free again', async () => {
  const { id } = await stripe.checkout.sessions.create(order())
  const expand = ['payment_intent.payment_method']
  const idempotencyKey = 'expire-once'
  const asked = () => stripe.checkout.sessions.expire(id, { expand }, { idempotencyKey })
  expect(await refusal(asked())).toMatchObject(lacks('rak_payment_intent_read'))
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' })
  give('Checkout Sessions: write', 'PaymentIntents: read', 'PaymentMethods: read')
  expect(await asked()).toMatchObject({ status: 'expired' })
})
