import type Stripe from 'stripe'
import { afterAll, describe, expect, test } from 'vitest'
import { isBoletoLine, toBoletoBarcode } from '#lib/domain/voucher/boleto.ts'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

const running = await startStripeSandbox()
afterAll(() => running.stop())

async function promised(method: string, currency: string) {
  const session = await running.stripe.checkout.sessions.create(
    order({
      amount: 45_000,
      currency,
      allowed_payment_method_types: ['card', 'oxxo', 'sepa_debit', 'us_bank_account'],
    }),
  )
  await running.pay(pageOf(session), { method })
  return read(session.id)
}

const read = (id: string) =>
  running.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.payment_method'] })
const decide = (id: string, action: string) =>
  fetch(`${running.url}/stripe/${id}/${action}`, { method: 'POST', redirect: 'manual' })
const newest = async () => (await running.stripe.events.list({ limit: 1 })).data[0]?.type

test('a payer is offered only the methods of the currency', async () => {
  const session = await running.stripe.checkout.sessions.create(
    order({
      currency: 'mxn',
      amount: 45_000,
      allowed_payment_method_types: ['card', 'oxxo', 'sepa_debit'],
    }),
  )
  expect(session.payment_method_types).toEqual(['card', 'oxxo'])
  const refused = await running.pay(pageOf(session), { method: 'sepa_debit' })
  expect(refused.status).toBe(422)
})

describe.each([
  ['oxxo', 'mxn', 'requires_action'],
  ['sepa_debit', 'eur', 'processing'],
  ['us_bank_account', 'usd', 'processing'],
])('%s', (method, currency, intentStatus) => {
  test('is complete but unpaid until the money arrives', async () => {
    const session = await promised(method, currency)
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      // What was offered stays on the list: only the method itself says how it is paid.
      payment_intent: {
        status: intentStatus,
        amount_received: 0,
        payment_method_types: ['card', method],
        payment_method: { type: method },
      },
    })
    expect(await newest()).toBe('checkout.session.completed')
    await decide(session.id, 'clear')
    expect(await read(session.id)).toMatchObject({
      payment_status: 'paid',
      payment_intent: { status: 'succeeded', amount_received: 45_000 },
    })
    expect(await newest()).toBe('checkout.session.async_payment_succeeded')
  })

  test('can fail, and then nothing was paid', async () => {
    const session = await promised(method, currency)
    await decide(session.id, 'fail')
    expect(await read(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method', amount_received: 0 },
    })
    expect(await newest()).toBe('checkout.session.async_payment_failed')
  })

  test('can be cancelled by the lender: the session stays complete, and no event of it follows', async () => {
    const session = await promised(method, currency)
    await decide(session.id, 'cancel')
    expect(await read(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'canceled', amount_received: 0 },
    })
    expect(await newest()).toBe('payment_intent.canceled')
  })
})

test('what was decided is not decided again', async () => {
  const session = await promised('oxxo', 'mxn')
  await decide(session.id, 'clear')
  const second = await decide(session.id, 'fail')
  expect(second.headers.get('location')).toContain('fault=')
  expect(await read(session.id)).toMatchObject({ payment_status: 'paid' })
})

test('a voucher can be looked at until it is paid', async () => {
  const session = await promised('oxxo', 'mxn')
  const intent = await running.stripe.paymentIntents.retrieve(
    typeof session.payment_intent === 'object' ? (session.payment_intent?.id ?? '') : '',
  )
  const { number, hosted_voucher_url } = intent.next_action?.oxxo_display_details ?? {}
  const page = await fetch(hosted_voucher_url ?? '')
  expect(await page.text()).toContain(number)
})

const inMexico = (seconds: number) =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO('America/Mexico_City')

test('a voucher lives to the end of the day that was asked, of the third when none was', async () => {
  const { stripe } = running
  const lifeOf = async (options: object) => {
    const asked = {
      currency: 'mxn',
      amount: 45_000,
      allowed_payment_method_types: ['oxxo' as const],
    }
    const session = await stripe.checkout.sessions.create(order({ ...asked, ...options }))
    await running.pay(pageOf(session), { method: 'oxxo' })
    const { payment_intent } = await read(session.id)
    const intent = payment_intent as Stripe.PaymentIntent
    const made = inMexico(intent.created)
    const last = inMexico(intent.next_action?.oxxo_display_details?.expires_after ?? 0)
    expect(last.toPlainTime().toString()).toBe('23:59:59')
    return made.toPlainDate().until(last.toPlainDate()).days
  }
  const days = (expires_after_days: number) => ({
    payment_method_options: { oxxo: { expires_after_days } },
  })
  expect(await lifeOf({})).toBe(3)
  expect(await lifeOf(days(6))).toBe(6)
  await expect(lifeOf(days(8))).rejects.toMatchObject({
    param: 'payment_method_options[oxxo][expires_after_days]',
  })
})

test('a payer with a voucher is not sent back: Stripe shows it, on a page of its own', async () => {
  const oxxo = order({ currency: 'mxn', amount: 45_000, allowed_payment_method_types: ['oxxo'] })
  const session = await running.stripe.checkout.sessions.create(oxxo)
  const { location } = await running.pay(pageOf(session), { method: 'oxxo' })
  expect(location).toBe(`${running.url}/checkout/${session.id}/voucher`)
  const debit = await running.stripe.checkout.sessions.create(
    order({ currency: 'eur', amount: 45_000, allowed_payment_method_types: ['sepa_debit'] }),
  )
  const back = await running.pay(pageOf(debit), { method: 'sepa_debit' })
  expect(back.location).not.toContain('/voucher')
})

test('each voucher has what Stripe says of it, of the form that its machines take', async () => {
  const actionIn = async (country: string, method: string, currency: string) => {
    const sandbox = await startStripeSandbox({ country })
    try {
      const asked = { currency, amount: 45_000, allowed_payment_method_types: [method as 'oxxo'] }
      const session = await sandbox.stripe.checkout.sessions.create(order(asked))
      await sandbox.pay(pageOf(session), { method })
      const read = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
        expand: ['payment_intent'],
      })
      return (read.payment_intent as Stripe.PaymentIntent).next_action
    } finally {
      await sandbox.stop()
    }
  }
  const oxxo = await actionIn('MX', 'oxxo', 'mxn')
  expect(oxxo?.oxxo_display_details?.number).toMatch(/^\d{32}$/)
  const boleto = await actionIn('BR', 'boleto', 'brl')
  const line = boleto?.boleto_display_details?.number ?? ''
  expect(isBoletoLine(line)).toBe(true)
  expect(toBoletoBarcode(line).slice(9, 19)).toBe('0000045000')
  const multibanco = await actionIn('PT', 'multibanco', 'eur')
  expect(multibanco).toMatchObject({
    type: 'multibanco_display_details',
    multibanco_display_details: {
      entity: expect.stringMatching(/^\d{5}$/),
      reference: expect.stringMatching(/^\d{9}$/),
    },
  })
  const konbini = await actionIn('JP', 'konbini', 'jpy')
  expect(Object.keys(konbini?.konbini_display_details?.stores ?? {})).toEqual([
    'familymart',
    'lawson',
    'ministop',
    'seicomart',
  ])
})

test('a voucher is paid in cash, so Stripe gives nothing back; a card in the same currency is', async () => {
  const voucher = await promised('oxxo', 'mxn')
  await decide(voucher.id, 'clear')
  const { payment_intent: byVoucher } = await read(voucher.id)
  const intentId = typeof byVoucher === 'object' ? String(byVoucher?.id) : String(byVoucher)
  await expect(running.stripe.refunds.create({ payment_intent: intentId })).rejects.toThrow(
    'cannot be refunded',
  )
  const session = await running.stripe.checkout.sessions.create(
    order({ currency: 'mxn', amount: 45_000 }),
  )
  await running.pay(pageOf(session))
  const { payment_intent: byCard } = await running.stripe.checkout.sessions.retrieve(session.id)
  expect(await running.stripe.refunds.create({ payment_intent: String(byCard) })).toMatchObject({
    status: 'succeeded',
  })
})

test('in Japan an account offers Konbini, with the voucher where Stripe puts it', async () => {
  const japan = await startStripeSandbox({ country: 'JP' })
  try {
    const session = await japan.stripe.checkout.sessions.create(
      order({
        currency: 'jpy',
        amount: 2_480,
        allowed_payment_method_types: ['card', 'konbini', 'oxxo'],
      }),
    )
    expect(session.payment_method_types).toEqual(['card', 'konbini'])
    expect(await capabilities(japan)).toMatchObject({
      konbini_payments: 'active',
      oxxo_payments: 'inactive',
    })
    expect(await capabilities(running)).toMatchObject({
      konbini_payments: 'inactive',
      oxxo_payments: 'active',
    })
    await japan.pay(pageOf(session), { method: 'konbini' })
    const { payment_intent } = await japan.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    })
    expect(payment_intent).toMatchObject({
      next_action: {
        type: 'konbini_display_details',
        konbini_display_details: {
          hosted_voucher_url: `${japan.url}/checkout/${session.id}/voucher`,
          stores: { lawson: { payment_code: expect.stringMatching(/^\d+$/) } },
        },
      },
    })
  } finally {
    await japan.stop()
  }
})

test('a direct debit that the payer’s bank calls back is lost from the start', async () => {
  const { id } = await promised('sepa_debit', 'eur')
  await decide(id, 'clear')
  await decide(id, 'dispute')
  const { payment_intent } = await running.stripe.checkout.sessions.retrieve(id)
  const [dispute] = (await running.stripe.disputes.list({ payment_intent: String(payment_intent) }))
    .data
  expect(dispute).toMatchObject({
    status: 'lost',
    reason: 'debit_not_authorized',
    evidence_details: { due_by: null },
    balance_transactions: [{ amount: -45_000 }],
  })
  expect(await newest()).toBe('charge.dispute.closed')
  for (const step of ['dispute-answered', 'dispute-won'])
    expect((await decide(id, step)).headers.get('location')).toContain('fault=')
})

async function capabilities({ stripe }: RunningSandbox) {
  return (await stripe.accounts.retrieveCurrent()).capabilities
}
