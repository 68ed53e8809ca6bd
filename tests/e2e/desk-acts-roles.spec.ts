import { expect, test } from '@playwright/test'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { givenStaffSession } from '#tests/support/staff.ts'
import { allActs, pathOf, sendAct } from './support/acts.ts'
import { sessionCookieOf } from './support/borrower.ts'
import { givenDeskRecords } from './support/desk-records.ts'
import { ask } from './support/routes.ts'
import { givenDemoStaff, type StaffWish } from './support/staff.ts'

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
  for (const act of acts) {
    for (const cookie of ['', borrower, abroad])
      expect.soft(await sendAct('serendib', act, { ids, cookie }), act.name).toBe('/desk/sign-in')
    if (/\[\w+Id\]/.test(act.name))
      expect.soft(await sendAct('norte', act, { ids, cookie: abroad }), act.name).toBe('/not-here')
  }
})

// Anybody may look at what waits for a second person; not anybody is that person.
const forApprovers = 'decide of app/desk/approvals/[approvalId]/actions.ts'

test('what a role may not see, it may not do either', async () => {
  const { ids } = await givenDeskRecords()
  const cookies = [await cookieOf({ role: 'agent' }), await cookieOf({ role: 'approver' })]
  let refused = 0
  for (const act of deskActs())
    for (const [index, cookie] of cookies.entries()) {
      const { location } = await ask('serendib', pathOf(act.page, ids), cookie)
      const isForOthers =
        location.startsWith('/desk/not-for-your-role') || (index === 0 && act.name === forApprovers)
      if (!isForOthers) continue
      refused += 1
      expect(await sendAct('serendib', act, { ids, cookie }), act.name).toBe(
        '/desk/not-for-your-role',
      )
    }
  expect(refused).toBeGreaterThan(10)
})
