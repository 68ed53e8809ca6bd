import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endpointsOf, removeEndpoint } from '#lib/integrations/endpoints.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import sendWebhook from '#lib/worker/tasks/send-webhook.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { deliveriesOf, givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'
import { drain, loseTheQueue, passTime } from '#tests/support/world.ts'
import { givenListeners, now } from './given-listener.ts'

const { url, told, answer, givenListener } = await givenListeners()

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
    const { lender, loan } = await givenListener({ alone: true })
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

  test('that was removed leaves the lender’s other address', async () => {
    const { lender, endpointId } = await givenListener()
    const other = await givenEndpoint(lender.id, `${url}/other`)
    const removal = { lenderId: lender.id, endpointId, by: 'staff:test', now: now() }
    expect(await transaction((tx) => removeEndpoint(tx, removal))).toBe(true)
    expect(await endpointsOf(database(), lender.id)).toMatchObject([
      { endpointId: other.endpointId },
    ])
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
