import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { allActs, pathOf, sendAct } from '#tests/e2e/support/acts.ts'
import { sessionCookieOf } from '#tests/e2e/support/borrower.ts'
import { fieldsFor, isOfOneRecord, secondOf } from '#tests/e2e/support/desk-acts.ts'
import { givenDeskRecords } from '#tests/e2e/support/desk-records.ts'
import { ask } from '#tests/e2e/support/routes.ts'
import { givenDemoStaff, type StaffWish } from '#tests/e2e/support/staff.ts'
import { givenStaffSession } from '#tests/support/staff.ts'

// Those that let somebody in are for everybody.
const deskActs = () => allActs(/^app\/desk\/(?!sign-in|welcome)/)

async function cookieOf(wish: StaffWish): Promise<string> {
  return `${staffCookieName()}=${await givenStaffSession(await givenDemoStaff(wish))}`
}

test('no act of the desk is done for nobody, a borrower or another lender’s staff', async () => {
  test.slow()
  const { owner, ids } = await givenDeskRecords()
  const borrower = `next-auth.session-token=${await sessionCookieOf(owner)}`
  const abroad = await cookieOf({ role: 'admin', lender: 'norte' })
  const acts = deskActs()
  expect(acts.length).toBeGreaterThan(30)
  for (const act of acts)
    for (const cookie of ['', borrower, abroad])
      expect.soft(await sendAct('serendib', act, { ids, cookie }), act.name).toBe('/desk/sign-in')
})

test('every act of the desk finds its records for an admin of the lender, and for no other lender’s', async () => {
  test.setTimeout(300_000)
  const stranger = await givenDemoStaff({ role: 'admin', lender: 'norte' })
  const own = await cookieOf({ role: 'admin' })
  const theirs = `${staffCookieName()}=${await givenStaffSession(stranger)}`
  for (const act of deskActs()) {
    const { owner, ids } = await givenDeskRecords()
    const fields = await fieldsFor(act, owner)
    if (isOfOneRecord(act)) {
      const sending = { ids, fields, cookie: theirs }
      expect.soft(await sendAct('norte', act, sending), `${act.name}, abroad`).toBe('/not-here')
    }
    if (Object.keys(secondOf(fields)).length > 0) {
      const other = await fieldsFor(act, (await givenDeskRecords()).owner)
      const sending = { ids, fields: { ...fields, ...secondOf(other) }, cookie: own }
      const led = await sendAct('serendib', act, sending)
      expect.soft(led, `${act.name}, with another's second record`).toBe('/not-here')
    }
    const led = await sendAct('serendib', act, { ids, fields, cookie: own })
    expect.soft(led, act.name).toMatch(/^(200|\/desk(?!\/(sign-in|not-for-your-role)))/)
  }
  const done = await database()
    .selectFrom('auditLog')
    .select(['action', 'subjectId'])
    .where('actor', '=', `staff:${stranger.id}`)
    .where('lenderId', '<>', stranger.lenderId)
    .execute()
  expect(done).toEqual([])
})

// Anybody may look at what waits for a second person; not anybody is that person.
const forApprovers = 'decide of app/desk/approvals/[approvalId]/actions.ts'

test('what a role may not see, it may not do either', async () => {
  const { ids } = await givenDeskRecords()
  const agent = await cookieOf({ role: 'agent' })
  const approver = await cookieOf({ role: 'approver' })
  let refused = 0
  for (const act of deskActs())
    for (const cookie of [agent, approver]) {
      const { location } = await ask('serendib', pathOf(act.page, ids), cookie)
      const isForOthers =
        location.startsWith('/desk/not-for-your-role') ||
        (cookie === agent && act.name === forApprovers)
      if (!isForOthers) continue
      refused += 1
      expect(await sendAct('serendib', act, { ids, cookie }), act.name).toBe(
        '/desk/not-for-your-role',
      )
    }
  expect(refused).toBeGreaterThan(10)
})
