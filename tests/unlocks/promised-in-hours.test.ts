import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { ErrorClass } from '#lib/gateways/mdm/port.ts'
import { claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { recordFailure } from '#lib/unlocks/record-dispatch.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'
import { request, unlockRow } from './given-unlock.ts'

await freshDatabase()
const hours = { staffedFrom: 9, staffedUntil: 17, staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri'] }
const lender = await givenLender({
  policy: { ...policy, hours: { ...policy.hours, ...hours } },
})

async function asked(provider: string, now: Temporal.Instant, minutes = 60): Promise<string> {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]])
  const phone = database().updateTable('devices').set({ provider })
  await phone.where('id', '=', loan.deviceId).execute()
  return (await request(loan, { now, deadlineAt: now.add({ minutes }) })).unlockId
}

async function deadlineOf(...wish: Parameters<typeof asked>) {
  return `${(await unlockRow(await asked(...wish))).deadlineAt}`
}

/** What is left of an unlock that its lock service has just turned down for such a reason. */
async function turnedDown(unlockId: string, errorClass: ErrorClass, now: Temporal.Instant) {
  const claimed = await claimUnlock(database(), unlockId, now)
  if (!claimed) throw new Error('nothing was to be sent')
  const failure = { startedAt: now, now, kind: 'send', random: 0 } as const
  await transaction((tx) =>
    recordFailure(tx, claimed, { ...failure, error: { class: errorClass } }),
  )
  const { state, deadlineAt } = await unlockRow(unlockId)
  const written = await database()
    .selectFrom('auditLog')
    .select('action')
    .where('subjectId', '=', unlockId)
    .where('action', '!=', 'unlock.requested')
    .execute()
  return { state, deadlineAt: `${deadlineAt}`, written: written.map(({ action }) => action) }
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

test('what a lock service leaves to a person is promised in their hours from then on, and is no refusal', async () => {
  const tenInTheMorning = `${Temporal.Instant.from('2026-11-20T10:00:00+05:30')}`
  for (const provider of ['http', 'manual'])
    expect(await turnedDown(await asked(provider, night), 'needs_person', night)).toEqual({
      state: 'rejected',
      deadlineAt: tenInTheMorning,
      written: ['unlock.needs_person'],
    })
})

test('what a lock service refuses keeps its time, and what was late already is no less late', async () => {
  const inAnHour = `${night.add({ hours: 1 })}`
  const refused = await turnedDown(await asked('http', night), 'unsupported', night)
  expect(refused).toMatchObject({ deadlineAt: inAnHour, written: ['unlock.rejected'] })
  const late = await asked('http', night, -5)
  expect(await turnedDown(late, 'needs_person', night)).toMatchObject({
    deadlineAt: `${night.subtract({ minutes: 5 })}`,
  })
})
