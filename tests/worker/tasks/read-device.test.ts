import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import readDevice from '#lib/worker/tasks/read-device.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type GivenPhone, startWorld } from '#tests/support/world.ts'

await freshDatabase()
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender)

const unread = () => givenPhone(lender, twoLate(), { lockState: 'unknown' })

function known({ deviceId }: GivenPhone) {
  return database()
    .selectFrom('devices')
    .select(['lockState', 'readAt'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
}

test('a phone is read, and that it was; the one beside it is not', async () => {
  const phone = await unread()
  const bystander = await unread()
  const before = await known(bystander)
  await readDevice({ deviceId: phone.deviceId })
  expect(await known(phone)).toEqual({ lockState: 'locked', readAt: expect.any(Temporal.Instant) })
  expect(await known(bystander)).toEqual(before)
})

test('of one whose service does not answer nothing is learnt, but that it was asked', async () => {
  const phone = await unread()
  await mdm.sandbox.turn('mdm.api', 'down')
  await readDevice({ deviceId: phone.deviceId })
  await mdm.sandbox.turn('mdm.api', 'normal')
  expect(await known(phone)).toEqual({ lockState: 'unknown', readAt: expect.any(Temporal.Instant) })
})
