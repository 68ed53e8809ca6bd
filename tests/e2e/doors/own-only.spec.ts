import { expect, test } from '@playwright/test'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { type Act, allActs, whereActLeads } from '#tests/e2e/support/acts.ts'
import {
  type Borrower,
  givenBorrower,
  sessionCookieOf,
  signIn,
} from '#tests/e2e/support/borrower.ts'
import {
  doings,
  givenAskLink,
  givenPayment,
  givenPlan,
  givenPromise,
  givenVisitPack,
} from '#tests/e2e/support/borrower-acts.ts'
import { type Answer, allRoutes, ask } from '#tests/e2e/support/routes.ts'
import { givenReturn } from '#tests/returns/given-return.ts'

/** Every page and route there is, with the ids of `owner` in it. The desk has a walk of its own. */
function routesOf(owner: Borrower, records: Record<string, string>) {
  const ids = {
    ...records,
    deviceId: owner.deviceId,
    token: owner.payLink.split('/').at(-1) ?? '',
    lender: owner.slug,
    provider: 'http',
    '...nextauth': 'session',
  }
  return allRoutes(ids).map(({ folder, ...route }) => ({
    ...route,
    isBorrowers: folder.includes('(borrower)'),
  }))
}

async function cookieOf(borrower: Borrower): Promise<string> {
  return `next-auth.session-token=${await sessionCookieOf(borrower)}`
}

// An API says 404 itself; a page leads to the one that says so (app/missing.ts).
function expectMissing({ status, location }: Answer, path: string) {
  if (status !== 404) expect([status, location], path).toEqual([307, '/not-here'])
}

// The front page says so, with the code to be typed again.
function expectUnknownCode({ status, location }: Answer, path: string) {
  expect([status, location], path).toEqual([307, `/scan?code=${path.split('/').at(-1)}`])
}

function expectNothingOf({ email, loanNumber, imei }: Borrower, { text }: Answer, path: string) {
  for (const own of [email, loanNumber, imei])
    expect(text.includes(own), `${own} on ${path}`).toBe(false)
}

test('no page, route or API gives a borrower’s things to anybody else', async () => {
  const owner = await givenBorrower()
  const other = await givenBorrower()
  const abroad = await givenBorrower({ lender: 'norte' })
  const paymentId = await givenPayment(owner)
  const others = {
    nobody: await ask('serendib', '/'),
    sessions: {
      owner: await cookieOf(owner),
      other: await cookieOf(other),
      abroad: await cookieOf(abroad),
    },
  }
  const { sessions } = others
  const { reference } = await database()
    .selectFrom('payments')
    .select('reference')
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
  await givenVisitPack(owner)
  const routes = routesOf(owner, {
    lock: 'xiaomi',
    paymentId,
    reference,
    promiseId: await givenPromise(owner),
    planId: await givenPlan(owner),
    returnId: (await givenReturn(owner, 'arranged')).returnId,
    payLinkId: await givenAskLink(owner),
  })
  expect(routes.filter(({ isBorrowers }) => isBorrowers).length).toBeGreaterThan(8)
  for (const { path, names, isBorrowers } of routes) {
    const seen = {
      nobody: await ask('serendib', path),
      other: await ask('serendib', path, sessions.other),
      abroad: await ask('norte', path, sessions.abroad),
      ownerAbroad: await ask('norte', path, sessions.owner),
    }
    for (const answer of Object.values(seen)) expectNothingOf(owner, answer, path)
    if (isBorrowers) {
      for (const asked of [seen.nobody, seen.ownerAbroad]) {
        expect(asked.status, path).toBe(307)
        expect(asked.location, path).toMatch(/^\/sign-in/)
      }
    }
    if (isBorrowers && names.length > 0) {
      expectMissing(seen.other, path)
      expectMissing(seen.abroad, path)
      const own = await ask('serendib', path, sessions.owner)
      if (names.includes('reference'))
        expect([own.status, own.location]).toEqual([307, `/payments/${paymentId}`])
      else expect(own.status, path).toBe(200)
    }
    // Links for signing in or setting up say the same to everybody, whether they ever were given out or not.
    if (names.includes('token') && path.startsWith('/p/')) {
      const expectNone = /^\/p\/[^/]+$/.test(path) ? expectUnknownCode : expectMissing
      expectNone(seen.abroad, path)
      expectNone(seen.ownerAbroad, path)
    }
  }
  for (const [slug, path, cookie] of [
    ['serendib', `/api/payments/${paymentId}`],
    ['serendib', `/api/payments/${paymentId}`, sessions.other],
    ['norte', `/api/payments/${paymentId}`, sessions.abroad],
    ['serendib', `/api/payments/${paymentId}?link=${other.payLink.split('/').at(-1)}`],
    ['serendib', `${new URL(other.payLink).pathname}/payments/${paymentId}`],
    ['norte', `/paid/${paymentId}`],
  ] as const)
    expectMissing(await ask(slug, path, cookie), 'another’s payment')
})

test('a form with another’s id in it does nothing', async ({ page, context }) => {
  const owner = await givenBorrower()
  const other = await givenBorrower()
  await signIn(context, other)
  for (const [path, button] of [
    [`/phones/${other.deviceId}`, 'Save the name'],
    [`/phones/${other.deviceId}/pay`, 'Continue to card payment'],
  ] as const) {
    await page.goto(other.portal + path)
    const id = page.locator('input[name=deviceId]').first()
    await id.evaluate((input: HTMLInputElement, value) => {
      input.value = value
    }, owner.deviceId)
    if (path.endsWith('/pay'))
      await page.getByRole('radio', { name: /^Everything overdue/ }).check()
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not here')
    expect(await page.content()).not.toContain(owner.loanNumber)
  }
})

test('every act of a borrower is done by its owner, and by nobody else', async () => {
  test.slow()
  const acts = allActs(/^app\/\(borrower\)\//)
  const nameOf = ({ name }: Act) => name.replace(/app\/\(borrower\)\/|\/actions\.ts$/g, '')
  expect(acts.map(nameOf).sort()).toEqual(Object.keys(doings).sort())
  const cookieHere = await cookieOf(await givenBorrower())
  const cookieAbroad = await cookieOf(await givenBorrower({ lender: 'norte' }))
  const others = [
    ['serendib', cookieHere],
    ['norte', cookieAbroad],
  ] as const
  for (const act of acts) {
    const owner = await givenBorrower()
    const { leads, ...doing } = (await doings[nameOf(act)]?.(owner)) ?? { leads: '' }
    const { deviceId, loanId } = owner
    const sending = { fields: {}, ...doing, ids: { deviceId, loanId, ...doing.ids } }
    const lead = (slug: string, cookie: string) => whereActLeads(slug, act, { ...sending, cookie })
    expect.soft(await lead('serendib', ''), act.name).toMatch(/^\/sign-in/)
    const before = await auditLogOf(owner)
    for (const [slug, cookie] of others) {
      const led = await lead(slug, cookie)
      if (!ofWhoeverActs.includes(nameOf(act)))
        expect.soft(await endOf(slug, led, cookie), `${act.name} at ${slug}`).toBe('/not-here')
    }
    expect.soft(await auditLogOf(owner), `${act.name}, by another`).toEqual(before)
    const led = await lead('serendib', await cookieOf(owner))
    if (leads instanceof RegExp) expect.soft(led, act.name).toMatch(leads)
    else expect.soft(led, act.name).toBe(leads)
    if (!quiet.includes(nameOf(act)))
      expect.soft(await auditLogOf(owner), `${act.name}, by its owner`).not.toEqual(before)
  }
})

// They are about whoever is signed in.
const ofWhoeverActs = ['makeSheet of account/recovery-codes', 'keepChoices of account/contact']

// What changes nothing that is kept.
const quiet = [
  'askForCode of payments/[paymentId]/code',
  'keepReasons of phones/[deviceId]/plan',
  'keepBudget of phones/[deviceId]/plan',
]

/** Some acts lead to the page of their record, which says that it is not there. */
async function endOf(slug: string, led: string, cookie: string): Promise<string> {
  if (!led.startsWith('/') || led === '/not-here') return led
  const { status, location } = await ask(slug, led, cookie)
  return location || `${status} of ${led}`
}

/** What borrowers did to what is the owner's, whoever they are. */
async function auditLogOf({ loanId, deviceId, borrowerId }: Borrower): Promise<string[]> {
  const { rows } = await sql<{ act: string }>`
    select actor || ' ' || action as act from audit_log
     where actor like 'borrower:%' and (
       actor = ${`borrower:${borrowerId}`} or subject_id in (
         select unnest(array[${loanId}, ${deviceId}]) union all
         select id::text from payments where loan_id = ${loanId} union all
         select id::text from promises where loan_id = ${loanId} union all
         select id::text from plans where loan_id = ${loanId} union all
         select id::text from returns where loan_id = ${loanId}))
     order by id`.execute(database())
  return rows.map(({ act }) => act)
}
