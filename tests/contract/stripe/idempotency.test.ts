import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, secretKey, startStripeSandbox } from '#tests/support/stripe.ts'
import { order } from './order.ts'

let running: RunningSandbox
let clock: number
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 21, 9)
  running = await startStripeSandbox({ now: () => clock })
})
afterEach(() => running.stop())

const key = { idempotencyKey: 'checkout:payment-1' }

test('the same key and parameters give the first answer again, and say so', async () => {
  const asked = order()
  const first = await running.stripe.checkout.sessions.create(asked, key)
  const second = await running.stripe.checkout.sessions.create(asked, key)
  expect(second.id).toBe(first.id)
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(running.sandbox.objects.sessions.all()).toHaveLength(1)
})

test('other parameters, or another endpoint, under a used key are refused', async () => {
  const { stripe } = running
  await stripe.checkout.sessions.create(order({ amount: 50_000 }), key)
  const other = await stripe.checkout.sessions
    .create(order({ amount: 60_000 }), key)
    .catch((cause: unknown) => cause)
  expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  const elsewhere = await stripe.refunds
    .create({ payment_intent: 'pi_1' }, key)
    .catch((cause: unknown) => cause)
  expect(elsewhere).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  expect(running.sandbox.objects.sessions.all()).toHaveLength(1)
})

test('after 24 hours the key is free and makes a new object', async () => {
  const asked = order()
  const first = await running.stripe.checkout.sessions.create(asked, key)
  clock += 24 * 3600 * 1000
  const second = await running.stripe.checkout.sessions.create(asked, key)
  expect(second.id).not.toBe(first.id)
})

test('a refused request leaves its key free', async () => {
  const asked = order()
  await expect(
    running.stripe.checkout.sessions.create({ ...asked, locale: 'xx' }, key),
  ).rejects.toThrow()
  const opened = await running.stripe.checkout.sessions.create(asked, key)
  expect(opened.status).toBe('open')
})

test('a 500 is kept: the same key gets it again, and the work was done once', async () => {
  await running.sandbox.turn('stripe.api', 'fails_after')
  const asked = order()
  await expect(running.stripe.checkout.sessions.create(asked, key)).rejects.toMatchObject({
    statusCode: 500,
  })
  await running.sandbox.turn('stripe.api', 'normal')
  const again = await running.stripe.checkout.sessions
    .create(asked, key)
    .catch((cause: unknown) => cause)
  expect(again).toMatchObject({ statusCode: 500, headers: { 'idempotent-replayed': 'true' } })
  expect(running.sandbox.objects.sessions.all()).toHaveLength(1)
})

test('a second request while the first is under way is told to wait', async () => {
  await running.sandbox.turn('stripe.api', 'slow')
  const send = () =>
    fetch(`${running.url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, 'idempotency-key': 'refund:1' },
      body: new URLSearchParams({ payment_intent: 'pi_none' }),
    })
  const statuses: number[] = []
  const note = async (sent: Promise<Response>) => statuses.push((await sent).status)
  const both = [note(send()), note(send())]
  await Promise.race(both)
  expect(statuses).toEqual([409])
  clock += 5_000
  running.sandbox.runDue()
  await Promise.all(both)
  expect(statuses).toEqual([409, 404])
})
