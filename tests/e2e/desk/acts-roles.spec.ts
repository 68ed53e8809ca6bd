import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { type Act, allActs, pathOf, sendAct, whereDoneActLeads } from '#tests/e2e/support/acts.ts'
import { givenBorrower, sessionCookieOf } from '#tests/e2e/support/borrower.ts'
import { isOfOneRecord, secondOf } from '#tests/e2e/support/desk-acts.ts'
import type { Doing, Doings } from '#tests/e2e/support/desk-doings/doing.ts'
import { lenderDoings } from '#tests/e2e/support/desk-doings/lender-wide.ts'
import { loanDoings } from '#tests/e2e/support/desk-doings/loans.ts'
import { recordDoings } from '#tests/e2e/support/desk-doings/records.ts'
import { givenDeskRecords } from '#tests/e2e/support/desk-records.ts'
import { ask } from '#tests/e2e/support/routes.ts'
import { givenDemoStaff, type StaffWish } from '#tests/e2e/support/staff.ts'
import { givenStaffSession } from '#tests/support/staff.ts'

// Those that let somebody in are for everybody.
const deskActs = () => allActs(/^app\/desk\/(?!sign-in|welcome)/)

async function signedIn(wish: StaffWish): Promise<{ id: string; cookie: string }> {
  const staff = await givenDemoStaff(wish)
  return { id: staff.id, cookie: `${staffCookieName()}=${await givenStaffSession(staff)}` }
}

const cookieOf = async (wish: StaffWish) => (await signedIn(wish)).cookie

const doings: Doings = { ...loanDoings, ...recordDoings, ...lenderDoings }

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

const nameOf = ({ name }: Act) => name.replace(/app\/desk\/|\/actions\.tsx?$/g, '')

test('every act of the desk is done by an admin of the lender, and by no other lender’s', async () => {
  test.setTimeout(300_000)
  const stranger = await givenDemoStaff({ role: 'admin', lender: 'norte' })
  const theirs = `${staffCookieName()}=${await givenStaffSession(stranger)}`
  expect(deskActs().map(nameOf).sort()).toEqual(Object.keys(doings).sort())
  for (const act of deskActs()) {
    const { id: staffId, cookie } = await signedIn({ role: 'admin' })
    const given = async () => doings[nameOf(act)]?.({ owner: await givenBorrower(), staffId })
    const { leads, did, ids = {}, fields = {}, at } = (await given()) ?? nothing
    const sending = { ids, fields }
    if (isOfOneRecord(act)) {
      const led = await sendAct('norte', act, { ...sending, cookie: theirs })
      expect.soft(led, `${act.name}, abroad`).toBe('/not-here')
    }
    if (Object.keys(secondOf(fields)).length > 0) {
      const second = secondOf((await given())?.fields ?? {})
      const led = await sendAct('serendib', act, { ids, fields: { ...fields, ...second }, cookie })
      expect.soft(led, `${act.name}, with another's second record`).toBe('/not-here')
    }
    const by = at ?? { slug: 'serendib', cookie, staffId }
    expect.soft(await doneBy(by.staffId), act.name).not.toContain(did)
    const led = await whereDoneActLeads(by.slug, act, { ...sending, cookie: by.cookie })
    if (leads instanceof RegExp) expect.soft(led, act.name).toMatch(leads)
    else expect.soft(led, act.name).toBe(leads)
    expect.soft(await doneBy(by.staffId), act.name).toContain(did)
  }
  const done = await database()
    .selectFrom('auditLog')
    .select(['action', 'subjectId'])
    .where('actor', '=', `staff:${stranger.id}`)
    .where('lenderId', '<>', stranger.lenderId)
    .execute()
  expect(done).toEqual([])
})

const nothing: Doing = { leads: 'nowhere', did: 'access.denied' }

/** What the audit log says that somebody of the staff has done. */
async function doneBy(staffId: string): Promise<string[]> {
  const lines = await database()
    .selectFrom('auditLog')
    .select('action')
    .where('actor', '=', `staff:${staffId}`)
    .execute()
  return lines.map(({ action }) => action)
}

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
