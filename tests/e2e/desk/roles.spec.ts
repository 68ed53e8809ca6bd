import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { type Borrower, givenBorrower, sessionCookieOf } from '#tests/e2e/support/borrower.ts'
import { givenDeskRecords, givenPhoto } from '#tests/e2e/support/desk-records.ts'
import { type Answer, allRoutes, ask, type Route } from '#tests/e2e/support/routes.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { givenStaffSession } from '#tests/support/staff.ts'

const open = /^\/desk\/(sign-in|sign-out|welcome|seen)(\/|$)/

const cookieOf = (secret: string) => `${staffCookieName()}=${secret}`

async function givenCookies(owner: Borrower) {
  const agent = await givenDemoStaff({ role: 'agent' })
  const approver = await givenDemoStaff({ role: 'approver' })
  const admin = await givenDemoStaff({ role: 'admin' })
  const abroad = await givenDemoStaff({ role: 'admin', lender: 'norte' })
  return {
    borrower: `next-auth.session-token=${await sessionCookieOf(owner)}`,
    roles: {
      agent: cookieOf(await givenStaffSession(agent)),
      approver: cookieOf(await givenStaffSession(approver)),
      admin: cookieOf(await givenStaffSession(admin)),
    },
    abroad: cookieOf(await givenStaffSession(abroad)),
  }
}

function expectSignIn({ status, location }: Answer, path: string) {
  expect([status, location.split('?')[0]], path).toEqual([307, '/desk/sign-in'])
}

function expectNothingOf(
  { email, loanNumber, imei, name }: Borrower,
  answer: Answer,
  path: string,
) {
  for (const own of [email, loanNumber, imei, name])
    expect(answer.text.includes(own), `${own} on ${path}`).toBe(false)
}

const refused = (answer: Answer) => answer.location.startsWith('/desk/not-for-your-role')

test('every page of the desk × nobody, borrower, every role, another lender’s staff', async () => {
  test.slow()
  const { owner, ids } = await givenDeskRecords()
  const cookies = await givenCookies(owner)
  const routes = allRoutes(ids).filter(({ path }) => path.startsWith('/desk') && !open.test(path))
  expect(routes.length).toBeGreaterThan(10)
  for (const { path, names } of routes) {
    const outside = await Promise.all([
      ask('serendib', path),
      ask('serendib', path, cookies.borrower),
      ask('serendib', path, cookies.abroad),
      ask('norte', path, cookies.roles.admin),
    ])
    for (const answer of outside) expectSignIn(answer, path)
    const foreign = await ask('norte', path, cookies.abroad)
    for (const answer of [...outside, foreign]) expectNothingOf(owner, answer, path)
    if (names.length > 0)
      expect([foreign.status, foreign.location], path).toEqual([307, '/not-here'])
    await expectRoles({ path, names, folder: '' }, cookies.roles, ids)
  }
})

async function expectRoles(
  { path, names }: Route,
  roles: Record<'agent' | 'approver' | 'admin', string>,
  ids: Record<string, string>,
) {
  const agent = await ask('serendib', path, roles.agent)
  const approver = await ask('serendib', path, roles.approver)
  const admin = await ask('serendib', path, roles.admin)
  // A role may do what the ones before it may; admins may do everything.
  expect(refused(admin), path).toBe(false)
  if (refused(approver)) expect(refused(agent), path).toBe(true)
  const isKnown = names.length > 0 && names.every((name) => name in ids)
  for (const answer of [agent, approver, admin]) {
    if (refused(answer)) continue
    expect(answer.status, path).toBeLessThan(400)
    if (isKnown) expect(answer.location, path).not.toBe('/not-here')
  }
}

test('a denied try is in the audit log, and so is every look', async () => {
  const owner = await givenBorrower()
  const agent = await givenDemoStaff()
  const abroad = await givenDemoStaff({ lender: 'norte' })
  const cookie = cookieOf(await givenStaffSession(agent))
  await ask('serendib', '/desk/staff', cookie)
  for (let time = 0; time < 2; time += 1)
    await ask('serendib', `/desk/loans/${owner.loanId}`, cookie)
  await ask('norte', `/desk/loans/${owner.loanId}`, cookieOf(await givenStaffSession(abroad)))
  const lines = await database()
    .selectFrom('auditLog')
    .select(['actor', 'action', 'subjectId', 'detail'])
    .where('actor', 'in', [`staff:${agent.id}`, `staff:${abroad.id}`])
    .where('action', 'in', ['access.denied', 'loan.viewed'])
    .orderBy('id')
    .execute()
  expect(lines).toEqual([
    expect.objectContaining({
      action: 'access.denied',
      detail: { path: '/desk/staff', needs: 'admin' },
    }),
    expect.objectContaining({ action: 'loan.viewed', subjectId: owner.loanId }),
    expect.objectContaining({ action: 'loan.viewed', subjectId: owner.loanId }),
    expect.objectContaining({ action: 'access.denied', actor: `staff:${abroad.id}` }),
  ])
})

test('whatever page of the desk shows a borrower’s data, the look at it is in the audit log', async () => {
  const { owner, ids } = await givenDeskRecords()
  const records = allRoutes(ids)
    .filter(({ folder, names }) => folder.startsWith('/desk/') && names.length > 0)
    .filter(({ names }) => names.every((name) => name in ids))
    .map(({ path }) => path)
    .filter((path) => !/\/(export\.csv|photos)$/.test(path) && !path.startsWith('/desk/staff'))
  const lists = [
    ...['/desk', `/desk/search?q=${owner.loanNumber}`, '/desk/returns', '/desk/approvals'],
    ...['/desk/unlocks/group?provider=manual&stage=refused', await givenPhoto()],
  ]
  const agent = await givenDemoStaff()
  const cookie = cookieOf(await givenStaffSession(agent))
  expect(records.length).toBeGreaterThan(10)
  for (const path of [...records, ...lists]) {
    const before = await looksOf(agent.id)
    expect((await ask('serendib', path, cookie)).status, path).toBe(200)
    expect(await looksOf(agent.id), path).toBe(before + 1)
  }
})

async function looksOf(staffId: string): Promise<number> {
  const rows = await database()
    .selectFrom('auditLog')
    .select('id')
    .where('actor', '=', `staff:${staffId}`)
    .where('action', 'like', '%.viewed')
    .execute()
  return rows.length
}
