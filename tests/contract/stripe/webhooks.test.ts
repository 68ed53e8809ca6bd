import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { startEndpoint, verified } from './endpoint.ts'
import { order, pageOf } from './order.ts'

type Endpoint = Awaited<ReturnType<typeof startEndpoint>>

let clock: number
let endpoint: Endpoint
let running: RunningSandbox
let failing: boolean
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 21, 9)
  failing = false
  endpoint = await startEndpoint(() => (failing ? 500 : 200))
  running = await startStripeSandbox({ webhookUrl: endpoint.url, now: () => clock })
})
afterEach(async () => {
  await running.stop()
  await endpoint.close()
})

const seconds = () => Math.floor(clock / 1000)
const paymentTypes = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']

async function payOnce() {
  const session = await running.stripe.checkout.sessions.create(order())
  return running.pay(pageOf(session))
}

async function delivered(eventId: string): Promise<void> {
  await expect.poll(() => running.sandbox.objects.deliveries.get(eventId)?.state).toBe('delivered')
}

async function failedTimes(eventId: string, attempts: number): Promise<void> {
  await expect.poll(() => running.sandbox.objects.deliveries.get(eventId)?.attempts).toBe(attempts)
}

test('are signed, and there before the payer is sent back', async () => {
  await payOnce()
  expect(endpoint.types().sort()).toEqual([...paymentTypes].sort())
  for (const each of endpoint.received) {
    expect(verified(each, seconds())).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
    })
  }
  const [first] = endpoint.received
  await delivered(first?.event.id ?? '')
  expect(await running.stripe.events.retrieve(first?.event.id ?? '')).toMatchObject({
    pending_webhooks: 0,
  })
})

test('say which request of ours caused them', async () => {
  const session = await running.stripe.checkout.sessions.create(order())
  const expired = await running.stripe.checkout.sessions.expire(
    session.id,
    {},
    { idempotencyKey: 'expire:1' },
  )
  await endpoint.until(1)
  expect(endpoint.received[0]?.event).toMatchObject({
    type: 'checkout.session.expired',
    request: { id: expired.lastResponse.requestId, idempotency_key: 'expire:1' },
  })
})

test('are sent again after 1, 5 and 30 seconds, each time with a fresh timestamp and signature', async () => {
  failing = true
  const { id } = running.sandbox.emit('charge.succeeded', { id: 'ch_1', object: 'charge' })
  await failedTimes(id, 1)
  for (const [index, wait] of [1, 5, 30].entries()) {
    failing = index < 2
    clock += wait * 1000
    running.sandbox.runDue()
    await endpoint.until(index + 2)
    await failedTimes(id, index + 2)
    const last = endpoint.received.at(-1)
    expect(last?.signature).toContain(`t=${seconds()},`)
    expect(last && verified(last, seconds()).id).toBe(id)
  }
  expect(new Set(endpoint.received.map(({ signature }) => signature)).size).toBe(4)
  expect(running.sandbox.objects.deliveries.get(id)).toMatchObject({
    state: 'delivered',
    attempts: 4,
  })
})

test('can be sent again by hand', async () => {
  await payOnce()
  const event = endpoint.received[0]?.event
  const [session] = (await running.stripe.checkout.sessions.list()).data
  await fetch(`${running.url}/stripe/${session?.id}/resend`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ event: event?.id ?? '' }),
  })
  await endpoint.until(4)
  expect(endpoint.received[3]?.event.id).toBe(event?.id)
})

describe('the switch', () => {
  test('delayed: nothing for 20 seconds, then everything', async () => {
    await running.sandbox.turn('stripe.webhooks', 'delayed')
    await payOnce()
    clock += 19_000
    running.sandbox.runDue()
    expect(endpoint.received).toEqual([])
    clock += 1_000
    running.sandbox.runDue()
    await endpoint.until(3)
    expect(endpoint.types().sort()).toEqual([...paymentTypes].sort())
  })

  test('lost: nothing ever comes, but the events can be asked for', async () => {
    await running.sandbox.turn('stripe.webhooks', 'lost')
    await payOnce()
    clock += 24 * 3600 * 1000
    running.sandbox.runDue()
    const { data } = await running.stripe.events.list()
    expect(data.map(({ type }) => type).reverse()).toEqual(paymentTypes)
    await running.sandbox.turn('stripe.webhooks', 'normal')
    running.sandbox.emit('charge.updated', { id: 'ch_1', object: 'charge' })
    await endpoint.until(1)
    expect(endpoint.types()).toEqual(['charge.updated'])
  })

  test('doubled: each event comes twice, and again as another event of the same change', async () => {
    await running.sandbox.turn('stripe.webhooks', 'doubled')
    await payOnce()
    await endpoint.until(12)
    const completed = endpoint.received.filter(
      ({ event }) => event.type === 'checkout.session.completed',
    )
    const [first, ...others] = completed.map(({ event }) => event.id)
    expect(completed).toHaveLength(4)
    expect(others.filter((id) => id === first)).toHaveLength(1)
    expect(new Set(others).size).toBe(2)
    const objectIds = completed.map(({ event }) => (event.data.object as { id: string }).id)
    expect(new Set(objectIds).size).toBe(1)
  })

  test('reversed: the last event comes first', async () => {
    await running.sandbox.turn('stripe.webhooks', 'reversed')
    await payOnce()
    clock += 1_000
    running.sandbox.runDue()
    await endpoint.until(3)
    expect(endpoint.types()).toEqual([...paymentTypes].reverse())
  })

  test('wrong signature: no event verifies', async () => {
    await running.sandbox.turn('stripe.webhooks', 'wrong_signature')
    await payOnce()
    await endpoint.until(3)
    for (const each of endpoint.received)
      expect(() => verified(each, seconds())).toThrow(/signature/i)
  })
})

test.for([
  ['current', ['charge.refunded', 'refund.created', 'refund.updated']],
  ['older', ['charge.refunded', 'charge.refund.updated']],
] as const)(
  'an endpoint of the %s API version is told of refunds by %o',
  async ([version, told]) => {
    await running.sandbox.turn('stripe.version', version)
    const session = await running.stripe.checkout.sessions.create(order())
    await running.pay(pageOf(session), { card: '4000000000007726' })
    const { payment_intent } = await running.stripe.checkout.sessions.retrieve(session.id)
    await running.stripe.refunds.create({ payment_intent: String(payment_intent) })
    clock += 10_000
    running.sandbox.runDue()
    const refunds = () => endpoint.types().filter((type) => type.includes('refund'))
    await expect.poll(() => refunds().sort()).toEqual([...told].sort())
  },
)
