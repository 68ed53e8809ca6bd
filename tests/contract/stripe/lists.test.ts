import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { order, paidIntent } from './order.ts'

const running = await startStripeSandbox()
afterAll(() => running.stop())

const now = () => Math.floor(Date.now() / 1000)

describe('lists', () => {
  let own: RunningSandbox
  let ids: string[]
  beforeAll(async () => {
    own = await startStripeSandbox()
    ids = []
    for (let count = 0; count < 7; count += 1) {
      const { id } = await own.stripe.checkout.sessions.create(order())
      ids.unshift(id)
    }
  })
  afterAll(() => own.stop())
  const idsOf = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id)

  test('are newest first, page by page, until there is no more', async () => {
    const first = await own.stripe.checkout.sessions.list({ limit: 3 })
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/checkout/sessions' })
    expect(idsOf(first)).toEqual(ids.slice(0, 3))
    const last = await own.stripe.checkout.sessions.list({ limit: 4, starting_after: ids[2] ?? '' })
    expect(last.has_more).toBe(false)
    expect(idsOf(last)).toEqual(ids.slice(3))
  })

  test('go backwards with ending_before', async () => {
    const page = await own.stripe.checkout.sessions.list({ limit: 2, ending_before: ids[4] ?? '' })
    expect(page.has_more).toBe(true)
    expect(idsOf(page)).toEqual(ids.slice(2, 4))
  })

  test("are read to the end by the client's own paging", async () => {
    const all = await own.stripe.checkout.sessions
      .list({ limit: 2 })
      .autoPagingToArray({ limit: 100 })
    expect(all.map(({ id }) => id)).toEqual(ids)
  })

  test('an unknown cursor and a limit over 100 are refused', async () => {
    const { sessions } = own.stripe.checkout
    await expect(sessions.list({ starting_after: 'cs_test_none' })).rejects.toMatchObject({
      param: 'starting_after',
    })
    await expect(sessions.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' })
  })
})

describe('events', () => {
  test('are found by type, by several types, and by when they were', async () => {
    const { stripe } = running
    const intent = await paidIntent(running)
    const [event] = (await stripe.events.list({ type: 'payment_intent.succeeded', limit: 1 })).data
    expect(event).toMatchObject({
      type: 'payment_intent.succeeded',
      data: { object: { id: intent.id } },
    })
    const both = await stripe.events.list({
      types: ['checkout.session.completed', 'charge.succeeded'],
      limit: 2,
    })
    expect(both.data.map(({ type }) => type)).toEqual([
      'checkout.session.completed',
      'charge.succeeded',
    ])
    expect((await stripe.events.list({ created: { gt: now() + 60 } })).data).toEqual([])
    expect(
      (await stripe.events.list({ created: { gte: now() - 60 }, limit: 1 })).data,
    ).toHaveLength(1)
  })

  test('keep what the object was when it happened', async () => {
    const { stripe } = running
    const intent = await paidIntent(running)
    const [event] = (await stripe.events.list({ type: 'charge.succeeded', limit: 1 })).data
    await stripe.refunds.create({ payment_intent: intent.id })
    expect((await stripe.events.retrieve(event?.id ?? '')).data.object).toMatchObject({
      refunded: false,
    })
    expect(await stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      refunded: true,
    })
  })
})
