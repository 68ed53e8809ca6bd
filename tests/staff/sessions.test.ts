import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { forgetOldStaffSessions } from '#lib/staff/forget-ended-sessions.ts'
import {
  endStaffSession,
  findHalfSession,
  findStaffSession,
  noteStaffActivity,
  startHalfSession,
} from '#lib/staff/sessions.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenStaff, givenStaffSession } from '#tests/support/staff.ts'

await freshDatabase()

const noon = Temporal.Instant.from('2026-11-21T12:00:00Z')
const at = (minutes: number) => noon.add({ minutes })
const lender = await givenLender()
const staff = await givenStaff(lender, 'approver')

const find = (secret: string, now: Temporal.Instant, host = lender.host) =>
  findStaffSession(database(), { secret, host, now })

test('a session tells who, as what, and when it ends', async () => {
  const secret = await givenStaffSession(staff, noon)
  const found = await find(secret, at(1), `${lender.host.toUpperCase()}:3000`)
  expect(found?.staff).toEqual({
    id: staff.id,
    name: staff.name,
    email: staff.email,
    role: 'approver',
    locale: 'en',
  })
  expect(found?.lender.id).toBe(lender.id)
  expect(found?.endsAt).toEqual(at(30))
})

test('a session ends after 30 idle minutes, and after 12 hours whatever is done', async () => {
  const secret = await givenStaffSession(staff, noon)
  expect(await find(secret, at(29))).toBeDefined()
  expect(await find(secret, at(30))).toBeUndefined()
  const other = await givenStaffSession(staff, noon)
  for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
    const found = await find(other, at(minutes))
    if (!found) throw new Error(`ended after ${minutes} minutes`)
    await noteStaffActivity(database(), found, at(minutes))
  }
  expect(await find(other, at(12 * 60))).toBeUndefined()
})

test('between the password and the code nothing opens', async () => {
  const who = { lenderId: lender.id, staffId: staff.id, now: noon }
  const secret = await transaction((tx) => startHalfSession(tx, who))
  expect(await find(secret, at(1))).toBeUndefined()
  const asked = { secret, host: lender.host }
  expect((await findHalfSession(database(), { ...asked, now: at(9) }))?.staff.id).toBe(staff.id)
  expect(await findHalfSession(database(), { ...asked, now: at(10) })).toBeUndefined()
})

test('a whole session is no half one, and another host’s is none', async () => {
  const secret = await givenStaffSession(staff, noon)
  expect(
    await findHalfSession(database(), { secret, host: lender.host, now: at(1) }),
  ).toBeUndefined()
  expect(await find(secret, at(1), (await givenLender()).host)).toBeUndefined()
  expect(await find(`${secret}x`, at(1))).toBeUndefined()
})

test('signing out ends it, once', async () => {
  const secret = await givenStaffSession(staff, noon)
  await transaction((tx) => endStaffSession(tx, secret, at(1)))
  await transaction((tx) => endStaffSession(tx, secret, at(2)))
  expect(await find(secret, at(3))).toBeUndefined()
  const lines = await database()
    .selectFrom('auditLog')
    .select('action')
    .where('subjectId', '=', staff.id)
    .where('action', '=', 'staff.signed_out')
    .execute()
  expect(lines).toHaveLength(1)
})

test('sessions are forgotten thirty days after their end, and not before', async () => {
  const elsewhere = await givenLender()
  const secret = await givenStaffSession(await givenStaff(elsewhere, 'agent'), at(60 * 24 * 100))
  const forgetAt = (days: number) =>
    transaction((tx) => forgetOldStaffSessions(tx, at(60 * 24 * (100 + days))))
  await forgetAt(30)
  expect(await find(secret, at(60 * 24 * 100 + 1), elsewhere.host)).toBeDefined()
  expect(await forgetAt(31)).toBe(1)
  expect(await find(secret, at(60 * 24 * 100 + 1), elsewhere.host)).toBeUndefined()
})
