import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { checkSignature } from '#lib/gateways/request-signature.ts'
import { isPrivateAddress, postWebhook } from '#lib/gateways/webhook.ts'
import { letGo } from '#lib/jobs/hold-phone.ts'
import { beginOutage } from '#lib/jobs/outage.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import sendWebhook from '#lib/jobs/send-webhook.ts'
import { addEndpoint, endpointsOf, removeEndpoint } from '#lib/lock-side/endpoints.ts'
import { webhookWire } from '#lib/lock-side/wire.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { deliveriesOf, givenEndpoint, startReceiver } from '#tests/support/webhook-receiver.ts'
import { drain, loseTheQueue, passTime } from '#tests/support/world.ts'

await freshDatabase()
const { url, told, answer } = await startReceiver()

beforeEach(async () => {
  await loseTheQueue()
  told.length = 0
  Object.assign(answer, { status: 200, location: undefined, hangs: false })
  env().WEBHOOKS_TO_PRIVATE = true
})

async function givenListener() {
  const lender = await givenLender()
  const endpoint = await givenEndpoint(lender.id, url)
  return { lender, ...endpoint, loan: await givenLoan(lender, twoLate(), { provider: 'manual' }) }
}

const now = () => Temporal.Now.instant()

describe('the lock side is told', () => {
  test('of a hold placed, replaced and ended, signed with the address’s secret', async () => {
    const { loan, secret } = await givenListener()
    const causeId = randomUUID()
    await hold(loan, { causeId, until: inDays(3) })
    await hold(loan, { causeId, until: inDays(5) })
    await transaction((tx) =>
      letGo(tx, {
        ...{ reason: 'promise', causeId, endReason: 'kept', endedBy: 'keyturn', now: now() },
      }),
    )
    await drain()
    expect(told.map(({ body }) => [body.type, body.hold.endReason]).toSorted()).toEqual([
      ['hold.ended', 'kept'],
      ['hold.ended', 'replaced'],
      ['hold.placed', null],
      ['hold.placed', null],
    ])
    for (const { body, rawBody, path, headers } of told) {
      expect(webhookWire.parse(body)).toEqual(body)
      expect(body.phone?.imei).toBe(loan.imei)
      const check = checkSignature({
        secret,
        request: { method: 'POST', path, rawBody },
        headers: new Headers(headers as Record<string, string>),
        now: now(),
      })
      expect(check).toEqual({ ok: true })
    }
  })

  test('so that the code in docs/lock-side.md can tell that it is us', async () => {
    const { loan, secret } = await givenListener()
    await hold(loan)
    await drain()
    const [, source = ''] =
      /```js\n([\s\S]+?)```/.exec(readFileSync('docs/lock-side.md', 'utf8')) ?? []
    const code = `data:text/javascript,${encodeURIComponent(`${source}\nexport { isFromKeyturn }`)}`
    const { isFromKeyturn } = await import(/* @vite-ignore */ code)
    const [{ path, ...message } = { path: '', rawBody: '' }] = told
    const heard = { ...message, url: path }
    expect(isFromKeyturn(secret, heard)).toBe(true)
    expect(isFromKeyturn('another secret', heard)).toBe(false)
    expect(isFromKeyturn(secret, { ...heard, rawBody: `${heard.rawBody} ` })).toBe(false)
    expect(isFromKeyturn(secret, { ...heard, headers: {} })).toBe(false)
  })

  test('of an outage once, for the whole provider', async () => {
    const { lender } = await givenListener()
    await database()
      .insertInto('mdmConnections')
      .values({ lenderId: lender.id, provider: 'http' })
      .execute()
    const outage = { lenderId: lender.id, provider: 'http', reason: 'down', by: 'staff:test' }
    await transaction((tx) => beginOutage(tx, { ...outage, now: now() }))
    await drain()
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toMatchObject({ type: 'hold.placed', phone: null, provider: 'http' })
  })

  test('of a hold that is over', async () => {
    const { loan } = await givenListener()
    await hold(loan, { until: inDays(1) })
    await reconcile(inDays(1).add({ minutes: 1 }))
    await drain()
    expect(told.map(({ body }) => body.hold.endReason)).toContain('over')
  })

  test('each address once, another lender’s never', async () => {
    const { lender, loan } = await givenListener()
    await givenListener()
    await givenEndpoint(lender.id, `${url}&second=1`)
    const wish = { causeId: randomUUID(), until: inDays(2) }
    for (let time = 0; time < 3; time += 1) await hold(loan, wish)
    await drain()
    expect(told.map(({ path }) => path).toSorted()).toEqual([
      '/holds?of=keyturn',
      '/holds?of=keyturn&second=1',
    ])
  })

  test('nothing when the transaction that placed the hold comes to nothing', async () => {
    const { lender, loan } = await givenListener()
    const failing = transaction(async (tx) => {
      const { holdPhone } = await import('#lib/jobs/hold-phone.ts')
      await holdPhone(tx, {
        ...{ lenderId: lender.id, loanId: loan.loanId, reason: 'staff', causeId: randomUUID() },
        ...{ placedBy: 'staff:test', until: inDays(1), now: now() },
      })
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')
    await drain()
    expect([told, await deliveriesOf(lender.id)]).toEqual([[], []])
  })
})

describe('an address that does not take it', () => {
  test('is told again later with the same id, and then no more', async () => {
    const { lender, loan } = await givenListener()
    answer.status = 503
    await hold(loan)
    await drain()
    expect(await deliveriesOf(lender.id)).toMatchObject([
      { attempts: 1, lastStatus: 503, failure: '503', deliveredAt: null },
    ])
    answer.status = 204
    await passTime()
    await passTime()
    expect(told.map(({ body }) => body.id)).toEqual([told[0]?.body.id, told[0]?.body.id])
    expect(await deliveriesOf(lender.id)).toMatchObject([{ lastStatus: 204, failure: null }])
  })

  test('waits longer and longer, an hour at most', async () => {
    const { lender, loan } = await givenListener()
    answer.status = 500
    await hold(loan)
    const waits: number[] = []
    for (let attempt = 0; attempt < 9; attempt += 1) {
      await passTime()
      const [delivery] = await deliveriesOf(lender.id)
      if (!delivery) throw new Error('nothing to deliver')
      waits.push(Math.round(delivery.nextAttemptAt.since(now()).total('seconds') / 30) * 30)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
  })

  test('is given up after three days, with one case for the address', async () => {
    const { lender, loan } = await givenListener()
    answer.status = 500
    await hold(loan)
    await hold(loan)
    await database()
      .updateTable('webhookDeliveries')
      .set({ createdAt: inDays(-3) })
      .where('lenderId', '=', lender.id)
      .execute()
    await drain()
    await passTime()
    expect(told).toHaveLength(2)
    const deliveries = await deliveriesOf(lender.id)
    expect(deliveries.every(({ failedAt }) => failedAt !== null)).toBe(true)
    const cases = await database()
      .selectFrom('cases')
      .select(['kind', 'detail'])
      .where('lenderId', '=', lender.id)
      .where('kind', '<>', 'manual_unlock')
      .execute()
    expect(cases).toMatchObject([{ kind: 'webhook_failed', detail: { failure: '500' } }])
  })

  test('that redirects is not followed', async () => {
    const { lender, loan } = await givenListener()
    Object.assign(answer, { status: 307, location: url })
    await hold(loan)
    await drain()
    expect(told).toHaveLength(1)
    expect(await deliveriesOf(lender.id)).toMatchObject([
      { lastStatus: 307, failure: 'redirects are not followed' },
    ])
  })

  test('that was removed is told nothing more, not even what waits', async () => {
    const { lender, loan, endpointId } = await givenListener()
    await hold(loan)
    const removal = { lenderId: lender.id, endpointId, by: 'staff:test', now: now() }
    expect(await transaction((tx) => removeEndpoint(tx, removal))).toBe(true)
    expect(await transaction((tx) => removeEndpoint(tx, removal))).toBe(false)
    await drain()
    await hold(loan)
    await drain()
    expect(told).toEqual([])
    expect(await deliveriesOf(lender.id)).toMatchObject([{ failure: 'the address was removed' }])
  })

  test('five workers at the same moment tell it once', async () => {
    const { lender, loan } = await givenListener()
    await hold(loan)
    const [delivery] = await deliveriesOf(lender.id)
    const deliveryId = delivery?.id ?? ''
    await Promise.all(Array.from({ length: 5 }, () => sendWebhook({ deliveryId })))
    expect(told).toHaveLength(1)
  })

  test('a delivery whose job was lost is woken', async () => {
    const { loan } = await givenListener()
    await hold(loan)
    await loseTheQueue()
    await reconcile(now().add({ minutes: 1 }))
    await drain()
    expect(told.filter(({ body }) => body.phone?.imei === loan.imei)).toHaveLength(1)
  })
})

describe('an address', () => {
  const add = async (lenderId: string, address: string) =>
    transaction((tx) => addEndpoint(tx, { lenderId, url: address, by: 'staff:test' }))

  test('keeps its secret sealed and shows it once; its newest deliveries are listed', async () => {
    const { lender, loan, secret } = await givenListener()
    const [row] = await database()
      .selectFrom('webhookEndpoints')
      .select('secretSealed')
      .where('lenderId', '=', lender.id)
      .execute()
    expect(row?.secretSealed.toString('latin1')).not.toContain(secret)
    await hold(loan)
    await drain()
    const [endpoint] = await endpointsOf(database(), lender.id)
    expect(endpoint).toMatchObject({ url, deliveries: [{ type: 'hold.placed', lastStatus: 200 }] })
    expect(JSON.stringify(endpoint)).not.toContain(secret)
    expect(await endpointsOf(database(), (await givenLender()).id)).toEqual([])
  })

  test.for([
    ['nonsense', 'not_an_address'],
    ['ftp://lock.example/x', 'not_an_address'],
    ['https://user:secret@lock.example/', 'not_an_address'],
    ['http://lock.example/', 'not_https'],
    ['https://127.0.0.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://169.254.169.254/latest', 'private'],
    ['https://2130706433/', 'private'],
    ['https://db.localhost/', 'private'],
  ] as const)('%s is refused: %s', async ([address, refusal]) => {
    env().WEBHOOKS_TO_PRIVATE = false
    expect(await add((await givenLender()).id, address)).toEqual({ refusal })
  })

  test('is there once, and there are five at most', async () => {
    const { lender } = await givenListener()
    expect(await add(lender.id, url)).toEqual({ refusal: 'there_already' })
    for (let more = 1; more < 5; more += 1) await givenEndpoint(lender.id, `${url}&${more}`)
    expect(await add(lender.id, `${url}&6`)).toEqual({ refusal: 'too_many' })
  })
})

describe('a private surprise', () => {
  const send = (to: string) => postWebhook({ url: to, secret: 's', body: {} }, now())

  test('is not connected to, whether written as digits or found by its name', async () => {
    env().WEBHOOKS_TO_PRIVATE = false
    for (const to of [url, url.replace('127.0.0.1', 'localhost')])
      expect(await send(to)).toMatchObject({
        ok: false,
        failure: 'the address is in a private network',
      })
    expect(told).toEqual([])
  })

  test.for([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:192.168.0.1',
    '64:ff9b::7f00:1',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))

  test.for(['93.184.215.14', '172.32.0.1', '2606:2800:21f:cb07::1'])('%s is not', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  )

  test('an address where nobody listens is a failure in words', async () => {
    expect(await send('http://127.0.0.1:9/')).toMatchObject({ ok: false, status: null })
  })
})
