import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { isPrivateAddress, postWebhook } from '#lib/gateways/webhook.ts'
import { addEndpoint, endpointsOf } from '#lib/integrations/endpoints.ts'
import { hold } from '#tests/holds/given-hold.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'
import { drain } from '#tests/support/world.ts'
import { givenListeners, now } from './given-listener.ts'

const { url, told, givenListener } = await givenListeners()

describe('an address', () => {
  const add = async (lenderId: string, address: string) =>
    transaction((tx) => addEndpoint(tx, { lenderId, url: address, by: 'staff:test' }))

  test('keeps its secret encrypted and shows it once; its newest deliveries are listed', async () => {
    const { lender, loan, secret } = await givenListener()
    const [row] = await database()
      .selectFrom('webhookEndpoints')
      .select('secretEncrypted')
      .where('lenderId', '=', lender.id)
      .execute()
    expect(row?.secretEncrypted.toString('latin1')).not.toContain(secret)
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

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

describe('a private surprise', () => {
  const send = (to: string) =>
    postWebhook({ url: to, secrets: [secret], body: { id: 'one' } }, now())

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
    '64:ff9b:1::7f00:1',
    '64:ff9b:1:ffff::10.0.0.1',
    '2002:7f00:1::1',
    '2002:0a01:0203::',
    '2001::7f00:1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '::127.0.0.1',
    '::ffff:0:10.0.0.1',
    'fec0::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '192.88.99.1',
    '203.0.113.9',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))

  test.for([
    '93.184.215.14',
    '172.32.0.1',
    '2606:2800:21f:cb07::1',
    '2a00:1450:4001::8',
    '2001:4860:4860::8888',
  ])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false))

  test('a message without a secret to sign it goes nowhere', async () => {
    const unsigned = { url, secrets: ['whsec_'], body: { id: 'one' } }
    await expect(postWebhook(unsigned, now())).rejects.toThrow('a webhook needs a secret')
    expect(told).toEqual([])
    expect(await send(url)).toMatchObject({ ok: true })
  })

  test('an address where nobody listens is a failure in words', async () => {
    expect(await send('http://127.0.0.1:9/')).toMatchObject({ ok: false, status: null })
  })
})
