import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { ProviderRefused, refusalOf } from '#lib/gateways/psp/port.ts'
import { refusing, stripeRefusal } from '#lib/gateways/psp/stripe/refusal.ts'

async function answered(status: number, error: object): Promise<unknown> {
  const stripe = new Stripe('sk_test_refusal', {
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(async () => Response.json({ error }, { status })),
  })
  return stripe.refunds.create({ payment_intent: 'pi_1' }).catch((cause: unknown) => cause)
}

describe('what Stripe refuses for good', () => {
  test.for([400, 401, 402, 403, 404])(
    'a %i is a refusal, in Stripe’s own words',
    async (status) => {
      const said = { code: 'amount_too_small', message: 'Too small', param: 'amount' }
      const cause = await answered(status, { type: 'invalid_request_error', ...said })
      expect(stripeRefusal(cause)).toEqual({
        ...said,
        isOfAccount: status === 401 || status === 403,
        isUnknown: false,
      })
    },
  )

  test('it is thrown as a refusal of the port, with what Stripe said as its cause', async () => {
    const cause = await answered(400, { type: 'invalid_request_error', code: 'no', message: 'No' })
    const thrown = await refusing(Promise.reject(cause)).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(ProviderRefused)
    expect(refusalOf(thrown)).toEqual(stripeRefusal(cause))
    expect(thrown).toMatchObject({ cause, message: 'No' })
  })

  test('what it does not know is told apart', async () => {
    const cause = await answered(404, { type: 'invalid_request_error', code: 'resource_missing' })
    expect(stripeRefusal(cause)).toMatchObject({ isUnknown: true, isOfAccount: false })
  })

  test('one without a code is named by its status and kind', async () => {
    const cause = await answered(402, { type: 'card_error', message: 'No' })
    expect(stripeRefusal(cause)).toMatchObject({ code: '402 StripeCardError', param: null })
  })
})

describe('what will be answered another time', () => {
  test.for([409, 429, 500, 502, 503])('a %i is an outage', async (status) => {
    const cause = await answered(status, { type: 'api_error', message: 'Later' })
    expect(cause).toBeInstanceOf(Stripe.errors.StripeError)
    expect(stripeRefusal(cause)).toBeUndefined()
  })

  test('no answer at all is an outage, and a fault of our own is none of Stripe’s', async () => {
    const stripe = new Stripe('sk_test_refusal', {
      maxNetworkRetries: 0,
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient(() => Promise.reject(new Error('no network'))),
    })
    const cause = await stripe.balance.retrieve().catch((error: unknown) => error)
    expect(cause).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(stripeRefusal(cause)).toBeUndefined()
    expect(refusalOf(new Error('ours'))).toBeUndefined()
    await expect(refusing(Promise.reject(cause))).rejects.toBe(cause)
  })
})
