import { createHmac } from 'node:crypto'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { POST } from '#app/api/webhooks/stripe/route.ts'
import { database } from '#lib/db/client.ts'
import pspEvent from '#lib/worker/tasks/psp-event.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase({ bystanders: false })
const lender = await givenLender()
const { webhooks } = new Stripe('sk_test_keyturn')

function post(payload: string, secret = 'whsec_keyturn') {
  const signature = webhooks.generateTestHeaderString({ payload, secret })
  const headers = { 'stripe-signature': signature }
  return POST(new Request('http://x/', { method: 'POST', headers, body: payload }))
}

/** Sends bytes with Stripe's signature of some. */
function postBytes(body: Buffer, signedBytes: Buffer) {
  const at = Math.floor(Date.now() / 1000)
  const by = createHmac('sha256', 'whsec_keyturn').update(`${at}.`).update(signedBytes)
  const headers = { 'stripe-signature': `t=${at},v1=${by.digest('hex')}` }
  return POST(new Request('http://x/', { method: 'POST', headers, body: new Uint8Array(body) }))
}

let count = 0
function eventText(over: object = {}, object: object = { id: 'cus_1', object: 'customer' }) {
  count += 1
  const created = Math.floor(Date.now() / 1000)
  const event = { id: `evt_shape${count}`, object: 'event', type: 'customer.created', created }
  return JSON.stringify({ ...event, livemode: false, data: { object }, ...over })
}

function rows() {
  return database()
    .selectFrom('pspEvents')
    .select(['id', 'type', 'body', 'outcome', 'reason'])
    .orderBy('receivedAt')
    .execute()
}

async function rowOf(payload: string) {
  return (await rows()).find(({ body }) => body.equals(Buffer.from(payload)))
}

function casesOf(eventId: string) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'lenderId'])
    .where('pspEventId', '=', eventId)
    .execute()
}

describe('whatever Stripe has signed is stored as it came', () => {
  test.for<[string, string]>([
    ['a NUL in a name', eventText({}, { id: 'cus_2', name: 'A\u0000B' })],
    ['half a character', eventText({}, { id: 'cus_3', name: 'x' }).replace('"x"', '"\\ud800"')],
  ])('%s: read, and nobody is bothered', async ([, payload]) => {
    expect((await post(payload)).status).toBe(200)
    const id = (await rowOf(payload))?.id ?? ''
    await pspEvent({ eventId: id })
    expect(await rowOf(payload)).toMatchObject({ type: 'customer.created', outcome: 'ignored' })
    expect(await casesOf(id)).toEqual([])
  })

  test.for<[string, string]>([
    ['no object', eventText({ data: {} })],
    ['a NUL in its id', eventText({ id: 'evt_\u0000' })],
    ['a day that no calendar has', eventText({ created: 1e17 })],
    ['half of a body', eventText().slice(0, 40)],
    ['an event of another kind', eventText({ object: 'v2.core.event', data: undefined })],
  ])('%s: answered 200, and a case', async ([, payload]) => {
    expect((await post(payload)).status).toBe(200)
    const id = (await rowOf(payload))?.id ?? ''
    await database().updateTable('cases').set({ closedAt: Temporal.Now.instant() }).execute()
    await pspEvent({ eventId: id })
    expect(await rowOf(payload)).toMatchObject({ outcome: 'set_aside', reason: 'unreadable' })
    expect(await casesOf(id)).toEqual([{ kind: 'event_unreadable', lenderId: lender.id }])
  })

  test('bytes that are no text: signed as they are, answered 200 and kept', async () => {
    const [before = '', after = ''] = eventText({}, { id: 'cus_4', name: '~' }).split('~')
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xc3]), Buffer.from(after)])
    const signed = (by: Buffer) => postBytes(body, by)
    expect((await signed(Buffer.from(body.toString()))).status).toBe(400)
    expect((await rows()).some((row) => row.body.equals(body))).toBe(false)
    expect((await signed(body)).status).toBe(200)
    expect((await rows()).filter((row) => row.body.equals(body))).toHaveLength(1)
  })

  test('more than a message can be is answered 413, whatever it is signed with', async () => {
    const before = await rows()
    expect((await post(' '.repeat(1_000_001))).status).toBe(413)
    expect(await rows()).toEqual(before)
    expect((await post(eventText().padEnd(1_000_000))).status).toBe(200)
  })

  test('the same twice is one row', async () => {
    const payload = '{"no": "event"}'
    expect((await post(payload)).status).toBe(200)
    expect((await post(payload)).status).toBe(200)
    expect((await rows()).filter(({ body }) => body.equals(Buffer.from(payload)))).toHaveLength(1)
  })

  test('a burst loses none of its events to one that is odd', async () => {
    const odd = [eventText({ created: -1e17 }), eventText({ type: 'odd\u0000' }), 'x', '[]']
    const payloads = [...Array.from({ length: 8 }, () => eventText()), ...odd]
    const answers = await Promise.all(payloads.map((payload) => post(payload)))
    expect(answers.map(({ status }) => status)).toEqual(payloads.map(() => 200))
    for (const payload of payloads) expect(await rowOf(payload), payload).toBeDefined()
  })
})

describe('secrets', () => {
  test('two are valid at once, as when one endpoint takes the place of another', async () => {
    for (const secret of ['whsec_keyturn', 'whsec_next'])
      expect((await post(eventText(), secret)).status).toBe(200)
  })

  test('another is refused, and nothing is stored', async () => {
    const before = await rows()
    expect((await post(eventText(), 'whsec_keyturn,whsec_next')).status).toBe(400)
    expect((await post(eventText(), 'whsec_other')).status).toBe(400)
    expect(await rows()).toEqual(before)
  })
})
