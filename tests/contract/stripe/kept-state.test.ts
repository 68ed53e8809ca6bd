import { afterEach, expect, test } from 'vitest'
import { memoryStore } from '#lib/demo/world/store.ts'
import { type RunningSandbox, startStripeSandbox, stripeClient } from '#tests/support/stripe.ts'
import { startEndpoint } from './endpoint.ts'
import { order, pageOf } from './order.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop()
})

async function start(
  settings: Parameters<typeof startStripeSandbox>[0] = {},
): Promise<RunningSandbox> {
  const running = await startStripeSandbox(settings)
  open.push(running)
  return running
}

test('a session expires by itself at its time, and can then not be paid', async () => {
  let clock = Date.UTC(2026, 10, 21, 9)
  const running = await start({ now: () => clock })
  const session = await running.stripe.checkout.sessions.create(
    order({ expires_at: clock / 1000 + 1800 }),
  )
  await running.pay(pageOf(session), { card: '4000000000000002' })
  clock += 1_799_000
  running.sandbox.runDue()
  expect((await running.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  clock += 1_000
  running.sandbox.runDue()
  const expired = await running.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent'],
  })
  expect(expired).toMatchObject({
    status: 'expired',
    url: null,
    payment_intent: { status: 'canceled', cancellation_reason: 'expired' },
  })
  const { data } = await running.stripe.events.list({ limit: 2 })
  expect(data.map(({ type }) => type)).toEqual([
    'checkout.session.expired',
    'payment_intent.canceled',
  ])
  const page = await fetch(pageOf(session))
  expect(await page.text()).toContain('No money was taken.')
})

test('only an open session can be expired', async () => {
  const { stripe, pay } = await start()
  const session = await stripe.checkout.sessions.create(order())
  await pay(pageOf(session))
  await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('has a status of complete'),
  })
})

test('the API can be down, and does no work meanwhile', async () => {
  const running = await start()
  await running.sandbox.turn('stripe.api', 'down')
  await expect(running.stripe.checkout.sessions.create(order())).rejects.toMatchObject({
    statusCode: 503,
    rawType: 'api_error',
  })
  await running.sandbox.turn('stripe.api', 'normal')
  expect((await running.stripe.checkout.sessions.list()).data).toEqual([])
})

test('the API can do the work and then answer 500: the client does not do it again', async () => {
  const running = await start()
  await running.sandbox.turn('stripe.api', 'fails_after')
  const patient = stripeClient(running.url, undefined, 2)
  await expect(patient.checkout.sessions.create(order())).rejects.toMatchObject({ statusCode: 500 })
  await running.sandbox.turn('stripe.api', 'normal')
  expect((await running.stripe.checkout.sessions.list()).data).toHaveLength(1)
})

test('what is paid can differ by one unit from what was asked', async () => {
  const running = await start()
  await running.sandbox.turn('stripe.amounts', 'one_less')
  const session = await running.stripe.checkout.sessions.create(order())
  await running.pay(pageOf(session))
  const paid = await running.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  expect(paid).toMatchObject({
    payment_status: 'paid',
    amount_total: 120_000,
    payment_intent: { amount_received: 119_999, latest_charge: { amount: 119_999 } },
  })
})

test('a switch stays where it was turned, and an unknown one is refused', async () => {
  const store = memoryStore()
  const before = await start({ store })
  await before.sandbox.turn('stripe.webhooks', 'lost')
  await expect(before.sandbox.turn('stripe.webhooks', 'sideways')).rejects.toThrow()
  const after = await start({ store })
  const kept = after.sandbox.switches().map(({ name, value }) => [name, value])
  expect(kept).toContainEqual(['stripe.webhooks', 'lost'])
})

test('a restart forgets nothing: objects, keys, expiries and events that were on their way', async () => {
  let clock = Date.UTC(2026, 10, 21, 9)
  let isUp = false
  const endpoint = await startEndpoint(() => (isUp ? 200 : 503))
  open.push({ stop: endpoint.close })
  const settings = { store: memoryStore(), now: () => clock, webhookUrl: endpoint.url }
  const before = await startStripeSandbox(settings)
  const asked = order()
  const first = await before.stripe.checkout.sessions.create(asked, { idempotencyKey: 'a' })
  const second = await before.stripe.checkout.sessions.create(order(), { idempotencyKey: 'b' })
  await before.pay(pageOf(first))
  await before.stop()
  const sent = endpoint.received.length
  isUp = true
  clock += 24 * 3600 * 1000 - 1_000
  const after = await start(settings)
  expect((await after.stripe.checkout.sessions.create(asked, { idempotencyKey: 'a' })).id).toBe(
    first.id,
  )
  after.sandbox.runDue()
  await endpoint.until(sent + 3)
  clock += 1_000
  after.sandbox.runDue()
  expect(await after.stripe.checkout.sessions.retrieve(second.id)).toMatchObject({
    status: 'expired',
  })
  expect(await after.stripe.checkout.sessions.retrieve(first.id)).toMatchObject({
    payment_status: 'paid',
  })
})

test('every page can be read, and what a shop sends is shown as text', async () => {
  const { stripe, url } = await start()
  const name = '<script>alert(1)</script>'
  const session = await stripe.checkout.sessions.create(
    order({
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'lkr', unit_amount: 50_000, product_data: { name } },
        },
      ],
    }),
  )
  for (const address of [pageOf(session), `${url}/stripe`]) {
    const page = await fetch(address)
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script')
  }
  expect((await fetch(`${url}/checkout/cs_test_none`)).status).toBe(404)
})
