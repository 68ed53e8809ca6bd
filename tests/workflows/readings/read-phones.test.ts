import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { outagesOf } from '#lib/holds/outages.ts'
import { claimPhonesToRead } from '#lib/unlocks/claim-readings.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { givenLender } from '#tests/support/lender.ts'
import { drain, queuedTasks } from '#tests/support/world.ts'
import { givenRounds, later } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, connect, givenPhone, said } = await givenRounds()
beforeEach(() => said.splice(0))

async function givenBook(count: number, settings: object = {}) {
  const lender = await givenLender({ alone: true })
  await connect(lender)
  await database()
    .updateTable('mdmConnections')
    .set({ settings: JSON.stringify({ timeoutMs: 2_000, ...settings }) })
    .where('lenderId', '=', lender.id)
    .execute()
  const phones = []
  for (let number = 0; number < count; number += 1)
    phones.push(await givenPhone(lender, twoLate(), { lockState: 'unknown' }))
  return { lender, phones }
}

function statesOf(lenderId: string) {
  return database()
    .selectFrom('devices')
    .select(['id', 'lockState'])
    .where('lenderId', '=', lenderId)
    .execute()
}

describe('the phones of a lock service', () => {
  test('are all read by one job, and the desk sees how far it is', async () => {
    const { lender } = await givenBook(6)
    expect(await outagesOf(database(), lender.id)).toMatchObject([{ readPhones: 0, allPhones: 6 }])
    await reconcile(later(0))
    expect((await queuedTasks()).filter((name) => name === 'read-phones')).toHaveLength(1)
    await drain()
    expect((await statesOf(lender.id)).map(({ lockState }) => lockState)).toEqual(
      Array.from({ length: 6 }, () => 'locked'),
    )
    expect(await outagesOf(database(), lender.id)).toMatchObject([{ readPhones: 6, allPhones: 6 }])
  })

  test('are read many at once where the service can', async () => {
    const { lender } = await givenBook(5, { readBatch: 3 })
    await reconcile(later(0))
    await drain()
    const states = await statesOf(lender.id)
    expect(states.every(({ lockState }) => lockState === 'locked')).toBe(true)
    const asked = said.filter((line) => line.includes('/v1/device-readings'))
    expect(asked).toHaveLength(2)
  })

  test('are read locked ones first, and each by one worker only', async () => {
    const { lender, phones } = await givenBook(3)
    const [, second] = phones
    await database()
      .updateTable('devices')
      .set({ lockState: 'locked' })
      .where('id', '=', second?.deviceId ?? '')
      .execute()
    const wish = { lenderId: lender.id, provider: 'http', now: later(0) }
    const first = await claimPhonesToRead(database(), { ...wish, most: 1 })
    expect(first.map(({ deviceId }) => deviceId)).toEqual([second?.deviceId])
    expect(await claimPhonesToRead(database(), { ...wish, most: 9 })).toHaveLength(2)
    expect(await claimPhonesToRead(database(), { ...wish, most: 9 })).toEqual([])
  })

  test('are left alone for now when the service does not answer', async () => {
    const { lender } = await givenBook(9, { readsAtOnce: 2 })
    await mdm.sandbox.turn('mdm.api', 'down')
    await reconcile(later(0))
    await drain()
    expect(await outagesOf(database(), lender.id)).toMatchObject([{ readPhones: 2, allPhones: 9 }])
    await mdm.sandbox.turn('mdm.api', 'normal')
  })
})
