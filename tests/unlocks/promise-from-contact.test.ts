import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { dueUnlocks } from '#lib/unlocks/mark-late.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { accepted, at, inState, request, says, unlockRow } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const days = 24 * 60

async function lastSeen(lastSeenAt: Temporal.Instant | null): Promise<GivenLoan> {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]])
  await database()
    .updateTable('devices')
    .set({ lastSeenAt })
    .where('id', '=', loan.deviceId)
    .execute()
  return loan
}

async function isDue(unlockId: string, minute: number): Promise<boolean> {
  const due = await dueUnlocks(database(), at(minute))
  return due.some((one) => one.unlockId === unlockId)
}

test('an accepted unlock of a phone that is offline is not late; one of a phone that was in touch is', async () => {
  for (const silentSince of [null, at(-3 * days)]) {
    const unlockId = await accepted(await lastSeen(silentSince))
    expect(await isDue(unlockId, 61)).toBe(false)
    expect(await isDue(unlockId, 4 * days)).toBe(false)
  }
  const inTouch = await accepted(await lastSeen(at(-30)))
  expect(await isDue(inTouch, 61)).toBe(true)
})

test('what its lock service has not taken, or has refused, is late though the phone is offline', async () => {
  for (const state of ['requested', 'retry_wait', 'rejected'] as const) {
    const loan = await lastSeen(null)
    const { unlockId } = await request(loan)
    await inState(unlockId, state)
    expect(await isDue(unlockId, 61)).toBe(true)
  }
})

test('its promise is counted from the first contact, and is late from then on like any other', async () => {
  const loan = await lastSeen(at(-3 * days))
  const unlockId = await accepted(loan)
  await says(loan, { actual: 'locked', minute: 2 * days })
  expect((await unlockRow(unlockId)).deadlineAt).toEqual(at(2 * days + 60))
  expect(await isDue(unlockId, 2 * days + 59)).toBe(false)
  expect(await isDue(unlockId, 2 * days + 61)).toBe(true)
  await says(loan, { actual: 'locked', minute: 2 * days + 30 })
  expect((await unlockRow(unlockId)).deadlineAt).toEqual(at(2 * days + 60))
})

test('a phone that was in touch keeps its deadline, and what was called late stays so', async () => {
  const inTouch = await lastSeen(at(-30))
  const kept = await accepted(inTouch)
  await says(inTouch, { actual: 'locked', minute: 5 })
  expect((await unlockRow(kept)).deadlineAt).toEqual(at(60))
  const silent = await lastSeen(null)
  const late = await accepted(silent)
  await database()
    .updateTable('unlocks')
    .set({ lateAt: at(60) })
    .where('id', '=', late)
    .execute()
  await says(silent, { actual: 'locked', minute: 2 * days })
  expect((await unlockRow(late)).deadlineAt).toEqual(at(60))
})

test('somebody who saw the phone is no contact with it', async () => {
  const loan = await lastSeen(null)
  const unlockId = await accepted(loan)
  const { id: saidBy } = await givenStaff(lender, 'agent')
  await says(loan, { actual: 'locked', minute: 90 }, { source: 'person', saidBy })
  expect((await unlockRow(unlockId)).deadlineAt).toEqual(at(60))
})
