import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'
import { request, unlockRow } from './given-unlock.ts'

await freshDatabase()
const hours = { staffedFrom: 9, staffedUntil: 17, staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri'] }
const lender = await givenLender({
  policy: { ...policy, hours: { ...policy.hours, ...hours } },
})

async function deadlineOf(provider: string, now: Temporal.Instant, minutes = 60) {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]])
  const phone = database().updateTable('devices').set({ provider })
  await phone.where('id', '=', loan.deviceId).execute()
  const { unlockId } = await request(loan, { now, deadlineAt: now.add({ minutes }) })
  return `${(await unlockRow(unlockId)).deadlineAt}`
}

const night = Temporal.Instant.from('2026-11-20T00:38:00+05:30')

test('what a person opens is promised in the hours in which one is there', async () => {
  const tenInTheMorning = `${Temporal.Instant.from('2026-11-20T10:00:00+05:30')}`
  expect(await deadlineOf('manual', night)).toBe(tenInTheMorning)
  const noon = Temporal.Instant.from('2026-11-20T12:00:00+05:30')
  expect(await deadlineOf('manual', noon)).toBe(`${noon.add({ hours: 1 })}`)
})

test('a lock service works at night, too', async () => {
  expect(await deadlineOf('http', night)).toBe(`${night.add({ hours: 1 })}`)
})

test('a promise that is broken already is not given anew', async () => {
  expect(await deadlineOf('manual', night, -5)).toBe(`${night.subtract({ minutes: 5 })}`)
})
