import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { encryptedSecret } from '#lib/integrations/endpoint-secret.ts'
import { webhookWire } from '#lib/integrations/wire.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { beginOutage } from '#lib/workflows/outages/outage.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { deliveriesOf, givenEndpoint, isSignedBy } from '#tests/support/servers/webhook-receiver.ts'
import { drain } from '#tests/support/world.ts'
import { givenListeners, now } from './given-listener.ts'

const { url, told, givenListener } = await givenListeners()

describe('the lock side is told', () => {
  test('of a hold placed, replaced and ended, signed with the address’s secret', async () => {
    const { loan, secret } = await givenListener()
    const causeId = randomUUID()
    await hold(loan, { causeId, until: inDays(3) })
    await hold(loan, { causeId, until: inDays(5) })
    await transaction((tx) =>
      liftHold(tx, {
        reason: 'promise',
        causeId,
        endReason: 'kept',
        endedBy: 'keyturn',
        now: now(),
      }),
    )
    await drain()
    expect(told.map(({ body }) => [body.type, body.hold.endReason]).toSorted()).toEqual([
      ['hold.ended', 'kept'],
      ['hold.ended', 'replaced'],
      ['hold.placed', null],
      ['hold.placed', null],
    ])
    for (const message of told) {
      const { body, headers, rawBody } = message
      expect(webhookWire.parse(body)).toEqual(body)
      expect(body.phone?.imei).toBe(loan.imei)
      expect(headers['webhook-id']).toBe(body.id)
      expect(isSignedBy(secret, message)).toBe(true)
      expect(isSignedBy(`whsec_${randomBytes(32).toString('base64')}`, message)).toBe(false)
      expect(isSignedBy(secret, { ...message, rawBody: `${rawBody} ` })).toBe(false)
    }
  })

  test('by a secret of the older kind, too', async () => {
    const { lender, loan } = await givenListener()
    // These bytes have the signs that base64 writes otherwise for addresses.
    const key = Buffer.alloc(32, 0xfb)
    await database()
      .updateTable('webhookEndpoints')
      .set({ secretEncrypted: encryptedSecret(`whsec_${key.toString('base64url')}`) })
      .where('lenderId', '=', lender.id)
      .execute()
    await hold(loan)
    await drain()
    expect(told.map((one) => isSignedBy(`whsec_${key.toString('base64')}`, one))).toEqual([true])
  })

  test('so that the code in docs/lock-side.md can tell that it is us', async () => {
    const { loan, secret } = await givenListener()
    await hold(loan)
    await drain()
    const [, source = ''] =
      /```js\n([\s\S]+?)```/.exec(readFileSync('docs/lock-side.md', 'utf8')) ?? []
    // A module without a place of its own finds no library by its name.
    const found = source.replace('standardwebhooks', import.meta.resolve('standardwebhooks'))
    const code = `data:text/javascript,${encodeURIComponent(`${found}\nexport { isFromKeyturn }`)}`
    const { isFromKeyturn } = await import(/* @vite-ignore */ code)
    const [heard = { headers: {}, rawBody: '' }] = told
    expect(isFromKeyturn(secret, heard)).toBe(true)
    expect(isFromKeyturn(`whsec_${'A'.repeat(43)}=`, heard)).toBe(false)
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
      const { holdPhone } = await import('#lib/workflows/holds/hold-phone.ts')
      await holdPhone(tx, {
        lenderId: lender.id,
        loanId: loan.loanId,
        reason: 'staff',
        causeId: randomUUID(),
        placedBy: 'staff:test',
        until: inDays(1),
        now: now(),
      })
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')
    await drain()
    expect([told, await deliveriesOf(lender.id)]).toEqual([[], []])
  })
})
