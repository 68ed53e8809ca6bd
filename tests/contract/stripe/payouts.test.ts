import Stripe from 'stripe'
import { afterAll, expect, test } from 'vitest'
import { startStripeSandbox } from '#tests/support/stripe.ts'
import { order, pageOf } from './order.ts'

const running = await startStripeSandbox()
afterAll(() => running.stop())

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
