import Stripe from 'stripe'
import { afterAll, describe, expect, test } from 'vitest'
import { secretKey, startStripeSandbox, stripeClient } from '#tests/support/stripe.ts'
import { order, paidIntent } from './order.ts'

const running = await startStripeSandbox()
afterAll(() => running.stop())

const now = () => Math.floor(Date.now() / 1000)
const line = (currency: string, unit_amount: number) => [
  { quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'Loan' } } },
]

describe('who may ask', () => {
  test('a wrong key is refused as Stripe refuses it', async () => {
    const stranger = stripeClient(running.url, 'sk_test_somebody_else')
    const refusal = await stranger.accounts.retrieveCurrent().catch((cause: unknown) => cause)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    expect(refusal).toMatchObject({
      statusCode: 401,
      message: 'Invalid API Key provided: sk_test_****else',
      requestId: expect.stringMatching(/^req_/),
    })
  })

  test('no key is refused', async () => {
    const response = await fetch(`${running.url}/v1/account`)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })
})

test('an unknown address is named', async () => {
  const refusal = await running.stripe.customers.list().catch((cause: unknown) => cause)
  expect(refusal).toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('Unrecognized request URL (GET: /v1/customers)'),
  })
})

test('each answer carries a request id and the version that was asked for', async () => {
  const response = await fetch(`${running.url}/v1/account`, {
    headers: { authorization: `Bearer ${secretKey}`, 'stripe-version': '2026-10-28.endive' },
  })
  expect(response.headers.get('request-id')).toMatch(/^req_/)
  expect(response.headers.get('stripe-version')).toBe('2026-10-28.endive')
})

test.each([
  ['checkout.session', 'session', () => running.stripe.checkout.sessions.retrieve('cs_test_none')],
  ['payment_intent', 'intent', () => running.stripe.paymentIntents.retrieve('pi_none')],
  ['charge', 'id', () => running.stripe.charges.retrieve('ch_none')],
  ['refund', 'id', () => running.stripe.refunds.retrieve('re_none')],
  ['dispute', 'id', () => running.stripe.disputes.retrieve('dp_none')],
  ['event', 'id', () => running.stripe.events.retrieve('evt_none')],
])('an unknown %s is missing, not an error of the sandbox', async (what, param, ask) => {
  const refusal = await ask().catch((cause: unknown) => cause)
  expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
  expect(refusal).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    param,
    message: expect.stringContaining(`No such ${what}: '`),
  })
})

describe('a session that Stripe would not open is refused at its parameter', () => {
  const amount = 'line_items[0][price_data][unit_amount]'
  test.each<[string, Record<string, unknown>, string, string | undefined]>([
    [
      'an unknown parameter',
      { payment_method_types: ['card'] },
      'payment_method_types',
      'parameter_unknown',
    ],
    [
      'an unknown nested parameter',
      { payment_intent_data: { colour: 'red' } },
      'payment_intent_data[colour]',
      'parameter_unknown',
    ],
    ['no line items', { line_items: undefined }, 'line_items', 'parameter_missing'],
    ['no success_url', { success_url: undefined }, 'success_url', 'parameter_missing'],
    ['an address that is none', { success_url: 'here' }, 'success_url', 'url_invalid'],
    [
      'an e-mail address that is none',
      { customer_email: 'nimali' },
      'customer_email',
      'email_invalid',
    ],
    [
      'an unknown method',
      { allowed_payment_method_types: ['shells'] },
      'allowed_payment_method_types[0]',
      undefined,
    ],
    [
      'a method of another currency alone',
      { allowed_payment_method_types: ['oxxo'] },
      'allowed_payment_method_types',
      undefined,
    ],
    [
      'an unknown currency',
      { line_items: line('zzz', 500) },
      'line_items[0][price_data][currency]',
      undefined,
    ],
    ['half a unit', { line_items: line('usd', 50.5) }, amount, 'parameter_invalid_integer'],
    ['49 US cents', { line_items: line('usd', 49) }, amount, 'amount_too_small'],
    ['29 pence', { line_items: line('gbp', 29) }, amount, 'amount_too_small'],
    ['9.99 Mexican pesos', { line_items: line('mxn', 999) }, amount, 'amount_too_small'],
    ['9 digits', { line_items: line('lkr', 100_000_000) }, amount, 'amount_too_large'],
    ['1 rupee', { line_items: line('lkr', 100) }, amount, 'amount_too_small'],
    ['2,000 ariary', { line_items: line('mga', 2_000) }, amount, 'amount_too_small'],
    ['cedis', { line_items: line('ghs', 5_000) }, 'line_items[0][price_data][currency]', undefined],
    [
      'OXXO alone for more than 10,000 pesos',
      { allowed_payment_method_types: ['oxxo'], line_items: line('mxn', 1_000_100) },
      'allowed_payment_method_types',
      undefined,
    ],
    [
      'Konbini by an account that is not in Japan',
      { allowed_payment_method_types: ['konbini'], line_items: line('jpy', 5_000) },
      'allowed_payment_method_types',
      undefined,
    ],
    [
      'two dots in an e-mail address',
      { customer_email: 'a..b@x.com' },
      'customer_email',
      'email_invalid',
    ],
    [
      'an e-mail address for the receipt that is none',
      { payment_intent_data: { receipt_email: 'a@-x.com' } },
      'payment_intent_data[receipt_email]',
      'email_invalid',
    ],
    [
      'a descriptor that is not Latin',
      { payment_intent_data: { statement_descriptor_suffix: 'ТЕЛЕФОН' } },
      'payment_intent_data[statement_descriptor_suffix]',
      undefined,
    ],
    [
      'dinars to the thousandth',
      { line_items: line('kwd', 1_005) },
      amount,
      'parameter_invalid_integer',
    ],
    ['half a króna', { line_items: line('isk', 10_050) }, amount, 'parameter_invalid_integer'],
    [
      'half a Ugandan shilling',
      { line_items: line('ugx', 1_000_050) },
      amount,
      'parameter_invalid_integer',
    ],
    ['29 minutes', { expires_at: now() + 29 * 60 }, 'expires_at', undefined],
    ['25 hours', { expires_at: now() + 25 * 3600 }, 'expires_at', undefined],
    [
      'a descriptor for a card',
      { payment_intent_data: { statement_descriptor: 'SERENDIB' } },
      'payment_intent_data[statement_descriptor]',
      undefined,
    ],
    [
      'a descriptor of digits',
      { payment_intent_data: { statement_descriptor_suffix: '12345' } },
      'payment_intent_data[statement_descriptor_suffix]',
      undefined,
    ],
    [
      'too long a reference',
      { client_reference_id: 'x'.repeat(201) },
      'client_reference_id',
      undefined,
    ],
    [
      'too long a metadata value',
      { metadata: { note: 'x'.repeat(501) } },
      'metadata[note]',
      undefined,
    ],
    ['an unknown language', { locale: 'xx' }, 'locale', undefined],
  ])('%s', async (_what, changes, param, code) => {
    const asked = { ...order(), ...changes } as Stripe.Checkout.SessionCreateParams
    const refusal = await running.stripe.checkout.sessions
      .create(asked)
      .catch((cause: unknown) => cause)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refusal).toMatchObject({ statusCode: 400, rawType: 'invalid_request_error', param })
    expect((refusal as Stripe.errors.StripeError).code).toBe(code)
  })

  test.each([
    ['50 US cents', 'usd', 50],
    ['1.000 dinar', 'kwd', 1_000],
    ['100 krónur', 'isk', 10_000],
    ['50 yen', 'jpy', 50],
    ['200 rupees', 'lkr', 20_000],
    ['eight digits', 'lkr', 99_999_999],
    ['5,000 ariary', 'mga', 5_000],
    ['1.25 forints beside 175', 'huf', 17_625],
  ])('%s are taken', async (_what, currency, unitAmount) => {
    const opened = await running.stripe.checkout.sessions.create(
      order({ line_items: line(currency, unitAmount) }),
    )
    expect(opened).toMatchObject({ currency, amount_total: unitAmount })
  })
})

describe('expand', () => {
  test('follows ids as deep as asked', async () => {
    const { id } = await paidIntent(running)
    const [session] = (
      await running.stripe.checkout.sessions.list({
        payment_intent: id,
        expand: ['data.payment_intent.latest_charge.balance_transaction', 'data.line_items'],
      })
    ).data
    expect(session).toMatchObject({
      payment_intent: {
        id,
        latest_charge: {
          payment_intent: id,
          balance_transaction: { type: 'charge', amount: 120_000, fee: 3_480, net: 116_520 },
        },
      },
      line_items: { data: [{ description: 'Loan L-000017', amount_total: 120_000 }] },
    })
  })

  test('what cannot be expanded is refused', async () => {
    const { id } = await paidIntent(running)
    await expect(
      running.stripe.paymentIntents.retrieve(id, { expand: ['amount'] }),
    ).rejects.toThrow('This property cannot be expanded (amount).')
  })
})

test('asking on behalf of an account that is not ours is refused', async () => {
  const ours = await running.stripe.accounts.retrieveCurrent()
  await running.stripe.checkout.sessions.create(order(), { stripeAccount: ours.id })
  const refusal = await running.stripe.checkout.sessions
    .create(order(), { stripeAccount: 'acct_of_somebody' })
    .catch((cause: unknown) => cause)
  expect(refusal).toBeInstanceOf(Stripe.errors.StripePermissionError)
  expect(refusal).toMatchObject({ statusCode: 403, code: 'account_invalid' })
})
