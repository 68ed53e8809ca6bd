import type Stripe from 'stripe'
import { afterAll, describe, expect, test } from 'vitest'
import { type Filled, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

const running = await startStripeSandbox()
afterAll(() => running.stop())

async function attempt(filled: Filled, opened?: Stripe.Checkout.Session) {
  const { stripe } = running
  const session = opened ?? (await stripe.checkout.sessions.create(order()))
  const paid = await running.pay(pageOf(session), filled)
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  return { session, paid, after, intent: after.payment_intent as Stripe.PaymentIntent | null }
}

async function typesAbout(intentId: string): Promise<string[]> {
  const { data } = await running.stripe.events.list({ limit: 100 })
  return data
    .filter(({ data: { object } }) => {
      const { id, payment_intent } = object as { id?: string; payment_intent?: unknown }
      return id === intentId || payment_intent === intentId
    })
    .map(({ type }) => type)
    .reverse()
}

test('a good card pays and goes back to the shop with the session id', async () => {
  const { session, paid, after, intent } = await attempt({})
  expect(paid).toMatchObject({
    status: 303,
    location: `http://localhost:3000/pay/return?session_id=${session.id}`,
  })
  expect(after).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    customer_details: { email: 'payer@mail.example', name: 'Nimali Perera' },
  })
  expect(await typesAbout(intent?.id ?? '')).toEqual([
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
  ])
})

describe('a declined card is told on the page, the session stays open, and another card pays', () => {
  test.each([
    ['4000 0000 0000 0002', 'card_declined', 'generic_decline', 'Your card was declined.'],
    [
      '4000 0000 0000 9995',
      'card_declined',
      'insufficient_funds',
      'Your card has insufficient funds.',
    ],
    ['4000 0000 0000 9987', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['4000 0000 0000 9979', 'card_declined', 'stolen_card', 'Your card was declined.'],
    ['4000 0000 0000 0069', 'expired_card', undefined, 'Your card has expired.'],
    [
      '4000 0000 0000 0127',
      'incorrect_cvc',
      undefined,
      'Your card&#39;s security code is incorrect.',
    ],
    [
      '4000 0000 0000 0119',
      'processing_error',
      undefined,
      'An error occurred while processing your card.',
    ],
  ])('%s', async (card, code, declineCode, message) => {
    const { session, paid, after, intent } = await attempt({ card })
    expect(paid.status).toBe(422)
    expect(paid.text).toContain(message)
    expect(paid.text).toContain(`value="${card}"`)
    expect(after).toMatchObject({ status: 'open', payment_status: 'unpaid' })
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      last_payment_error: { type: 'card_error', code },
    })
    expect(intent?.last_payment_error?.decline_code).toBe(declineCode)
    expect(await typesAbout(intent?.id ?? '')).toContain('payment_intent.payment_failed')
    const second = await attempt({}, session)
    expect(second.after.payment_status).toBe('paid')
    expect(second.intent).toMatchObject({
      id: intent?.id,
      status: 'succeeded',
      last_payment_error: null,
    })
  })
})

describe('what is typed wrongly is told at its field, kept, and never reaches the bank', () => {
  test.each<[string, Filled, string, string]>([
    [
      'a check digit that does not fit',
      { card: '4242 4242 4242 4241' },
      'cardNumber',
      'Your card number is invalid.',
    ],
    ['too few digits', { card: '4242' }, 'cardNumber', 'Your card number is incomplete.'],
    [
      'a date in the past',
      { expiry: '01 / 20' },
      'cardExpiry',
      'Your card&#39;s expiration date is in the past.',
    ],
    [
      'a month that is none',
      { expiry: '13 / 40' },
      'cardExpiry',
      'Your card&#39;s expiration date is incomplete.',
    ],
    ['no security code', { cvc: '' }, 'cardCvc', 'Your card&#39;s security code is incomplete.'],
    [
      'four digits for three',
      { cvc: '1234' },
      'cardCvc',
      'Your card&#39;s security code is incomplete.',
    ],
    ['no e-mail', { email: '' }, 'email', 'Your email is incomplete.'],
    ['no name', { name: '' }, 'billingName', 'Your name is incomplete.'],
  ])('%s', async (_what, filled, field, message) => {
    const { paid, after } = await attempt({ cvc: '987', ...filled })
    expect(paid.status).toBe(422)
    expect(paid.text).toContain(`id="${field}-fault">${message}`)
    expect(paid.text).not.toContain('value="987"')
    expect(after).toMatchObject({ status: 'open', payment_intent: null })
  })

  test.each(['12 / 40', '12/40', '1240', '12/2040', '12 40'])(
    'the date may be written %s',
    async (expiry) => {
      const { after } = await attempt({ expiry })
      expect(after.payment_status).toBe('paid')
    },
  )

  test('a card that is no test card is declined', async () => {
    const { intent } = await attempt({ card: '4539 1488 0343 6467' })
    expect(intent?.last_payment_error?.decline_code).toBe('test_mode_live_card')
  })
})

describe('3-D Secure', () => {
  test.each(['4000 0025 0000 3155', '4000 0027 6000 3184', '4000 0000 0000 3220'])(
    '%s waits for the bank, and is paid once the payer completes it',
    async (card) => {
      const { session, paid, after, intent } = await attempt({ card })
      expect(paid).toMatchObject({ status: 303, location: `/checkout/${session.id}/3ds` })
      expect(after.status).toBe('open')
      expect(intent?.status).toBe('requires_action')
      const done = await attempt({ card, answer: 'complete' }, session)
      expect(done.paid.location).toContain('/pay/return')
      expect(done.after.payment_status).toBe('paid')
    },
  )

  test('failing it takes no money and lets the payer try again', async () => {
    const { session, paid, intent } = await attempt({ card: '4000002760003184', answer: 'fail' })
    expect(paid.status).toBe(422)
    expect(paid.text).toContain('We are unable to authenticate your payment method.')
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
    expect((await attempt({}, session)).after.payment_status).toBe('paid')
  })

  test('4000 0084 0000 1629 is declined after it', async () => {
    const { after, intent } = await attempt({ card: '4000 0084 0000 1629', answer: 'complete' })
    expect(after.status).toBe('open')
    expect(intent?.last_payment_error).toMatchObject({ code: 'card_declined' })
  })
})

test('submitting a paid page again charges nothing and goes to the shop', async () => {
  const { session, paid } = await attempt({})
  const again = await fetch(pageOf(session), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ cardNumber: '4242424242424242' }),
  })
  expect(again.headers.get('location')).toBe(paid.location)
  const { payment_intent } = await running.stripe.checkout.sessions.retrieve(session.id)
  const charges = await running.stripe.charges.list({ payment_intent: String(payment_intent) })
  expect(charges.data).toHaveLength(1)
  expect(await (await fetch(pageOf(session))).text()).toContain('This is paid')
})
