import Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

let clock = Date.now()
const running = await startStripeSandbox({ now: () => clock })
afterAll(() => running.stop())
beforeEach(() => running.sandbox.turn('stripe.payouts', 'arrive'))

async function earned(currency: string, amount: number) {
  const session = await running.stripe.checkout.sessions.create(order({ currency, amount }))
  await running.pay(pageOf(session))
}

const refusalOf = (amount: number, currency: string) =>
  running.stripe.payouts.create({ amount, currency }).catch((cause: unknown) => cause)

test('forints and Taiwan dollars are charged to the hundredth and paid out whole', async () => {
  for (const currency of ['huf', 'twd']) {
    await earned(currency, 100_045)
    const refusal = await refusalOf(50_045, currency)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refusal).toMatchObject({ param: 'amount', code: 'parameter_invalid_integer' })
    const payout = await running.stripe.payouts.create({ amount: 50_000, currency })
    expect(await running.stripe.payouts.retrieve(payout.id)).toMatchObject({
      object: 'payout',
      amount: 50_000,
      status: 'pending',
    })
  }
})

test('in other currencies the hundredth is paid out, and never more than there is', async () => {
  await earned('usd', 10_045)
  await running.stripe.payouts.create({ amount: 5_045, currency: 'usd' })
  expect(await refusalOf(5_045, 'usd')).toMatchObject({ code: 'balance_insufficient' })
  expect(await refusalOf(100, 'gbp')).toMatchObject({ code: 'balance_insufficient' })
  expect(await refusalOf(0, 'usd')).toMatchObject({ param: 'amount' })
})

function passDays(days: number): void {
  clock += days * 24 * 3600 * 1000
  running.sandbox.runDue()
}

const payouts = () => running.stripe.payouts
const typesSince = async (count: number) => {
  const { data } = await running.stripe.events.list({ type: 'payout.*', limit: 100 })
  return data
    .map(({ type }) => type)
    .reverse()
    .slice(count)
}
const left = async (currency: string) => {
  const { data } = await running.stripe.balanceTransactions.list({ currency, limit: 100 })
  return data.reduce((sum, { net }) => sum + net, 0)
}

test('Stripe pays out all that there is, and says what each payout is made of', async () => {
  await earned('eur', 10_000)
  const first = running.sandbox.payOut('eur')
  await earned('eur', 5_000)
  const second = running.sandbox.payOut('eur')
  expect(running.sandbox.payOut('eur')).toBeUndefined()
  const made = async (payout: string) => {
    const { data } = await running.stripe.balanceTransactions.list({ payout })
    return data.map(({ type, amount, fee_details }) => [type, amount, fee_details[0]?.type])
  }
  expect(await made(first?.id ?? '')).toEqual([
    ['payout', -9_710, undefined],
    ['charge', 10_000, 'stripe_fee'],
  ])
  expect(await made(second?.id ?? '')).toEqual([
    ['payout', -4_855, undefined],
    ['charge', 5_000, 'stripe_fee'],
  ])
  expect(first).toMatchObject({ automatic: true, reconciliation_status: 'in_progress' })
})

test('what one payout is made of is said of Stripe’s own alone', async () => {
  await earned('chf', 10_000)
  const { id: payout } = await payouts().create({ amount: 5_000, currency: 'chf' })
  const { balanceTransactions } = running.stripe
  await expect(balanceTransactions.list({ payout })).rejects.toMatchObject({ param: 'payout' })
  await expect(balanceTransactions.list({ payout: 'po_none' })).rejects.toMatchObject({
    code: 'resource_missing',
  })
  expect((await balanceTransactions.list({ source: payout })).data).toMatchObject([
    { type: 'payout', amount: -5_000 },
  ])
  // @ts-expect-error: a balance transaction is of no PaymentIntent
  const ofIntent = balanceTransactions.list({ payment_intent: 'pi_1' })
  await expect(ofIntent).rejects.toMatchObject({ code: 'parameter_unknown' })
})

test('arrives after two days', async () => {
  await earned('nzd', 10_000)
  const payout = running.sandbox.payOut('nzd')
  const before = (await typesSince(0)).length
  passDays(1)
  expect(await payouts().retrieve(payout?.id ?? '')).toMatchObject({ status: 'pending' })
  passDays(2)
  expect(await payouts().retrieve(payout?.id ?? '')).toMatchObject({
    status: 'paid',
    reconciliation_status: 'completed',
    failure_code: null,
  })
  const types = await typesSince(before)
  expect(types).toContain('payout.paid')
  expect(types).toContain('payout.reconciliation_completed')
  expect(await left('nzd')).toBe(0)
})

test.for([
  ['fail', 'sgd', ['payout.updated', 'payout.failed']],
  ['fail_late', 'hkd', ['payout.paid', 'payout.failed']],
] as const)('one that fails (%s) is back in the balance', async ([mode, currency, told]) => {
  await earned(currency, 10_000)
  await running.sandbox.turn('stripe.payouts', mode)
  const payout = running.sandbox.payOut(currency)
  expect(await left(currency)).toBe(0)
  const before = (await typesSince(0)).length
  passDays(3)
  passDays(3)
  const failed = await payouts().retrieve(payout?.id ?? '', {
    expand: ['failure_balance_transaction'],
  })
  expect(failed).toMatchObject({
    status: 'failed',
    failure_code: 'account_closed',
    failure_balance_transaction: { type: 'payout_failure', amount: payout?.amount },
  })
  expect(await left(currency)).toBe(payout?.amount)
  expect(await typesSince(before)).toEqual(expect.arrayContaining([...told]))
})

test('what is no card is a payment in the balance, and its refund a payment refund', async () => {
  const asked = order({ currency: 'eur', allowed_payment_method_types: ['sepa_debit'] })
  const session = await running.stripe.checkout.sessions.create(asked)
  await running.pay(pageOf(session), { method: 'sepa_debit' })
  await fetch(`${running.url}/stripe/${session.id}/clear`, { method: 'POST', redirect: 'manual' })
  const { payment_intent } = await running.stripe.checkout.sessions.retrieve(session.id)
  await running.stripe.refunds.create({ payment_intent: String(payment_intent) })
  const [refund, payment] = (await running.stripe.balanceTransactions.list({ limit: 2 })).data
  expect([payment?.type, refund?.type]).toEqual(['payment', 'payment_refund'])
})
