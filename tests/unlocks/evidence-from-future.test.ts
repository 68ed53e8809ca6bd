import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const now = Temporal.Instant.from('2026-11-29T12:00:00Z')

async function said(deviceId: string, lenderId: string, snapshot: Partial<DeviceSnapshot>) {
  const whole = {
    otherLocks: [],
    rawStatus: 'said',
    actual: 'locked',
    observedAt: now,
    ...snapshot,
  }
  return transaction((tx) =>
    recordEvidence(tx, {
      deviceId,
      lenderId,
      now,
      source: 'webhook',
      dedupeKey: crypto.randomUUID(),
      snapshot: whole as DeviceSnapshot,
    }),
  )
}

const deviceOf = (deviceId: string) =>
  database()
    .selectFrom('devices')
    .select(['lockState', 'lockStateAt', 'lastSeenAt'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()

test.for([
  { observedAt: Temporal.Instant.from('2030-01-01T00:00:00Z') },
  { observedAt: now.add({ seconds: 301 }) },
  { lastSeenAt: now.add({ hours: 1 }) },
])('what is dated later than now is kept, marked and not believed: %j', async (dates) => {
  const lender = await givenLender()
  const { deviceId } = await givenLoan(lender, twoLate())
  const before = await deviceOf(deviceId)
  expect(await said(deviceId, lender.id, { actual: 'released', ...dates })).toEqual({
    isNew: true,
    confirmedUnlockId: undefined,
  })
  expect(await deviceOf(deviceId)).toEqual(before)
  const kept = await database()
    .selectFrom('deviceEvidence')
    .select(['actual', 'isFromFuture'])
    .where('deviceId', '=', deviceId)
    .execute()
  expect(kept).toEqual([{ actual: 'released', isFromFuture: true }])
})

test('what comes after it is believed, and so is a clock that differs a little', async () => {
  const lender = await givenLender()
  const { deviceId } = await givenLoan(lender, twoLate())
  await said(deviceId, lender.id, { observedAt: now.add({ hours: 24 * 365 * 4 }) })
  const soon = now.add({ seconds: 299 })
  await said(deviceId, lender.id, { actual: 'unlocked', observedAt: soon })
  expect(await deviceOf(deviceId)).toEqual({
    lockState: 'unlocked',
    lockStateAt: soon,
    lastSeenAt: soon,
  })
})
