import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { askAndHold } from '#lib/jobs/ask-for-plan.ts'
import { promiseToPay } from '#lib/jobs/make-promise.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { allActs, sendAct } from './support/acts.ts'
import { type Borrower, givenBorrower, sessionCookieOf, signIn } from './support/borrower.ts'
import { type Answer, allRoutes, ask } from './support/routes.ts'

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

async function givenPayment({ loanId, borrowerId }: Borrower): Promise<string> {
  const opened = await transaction((tx) =>
    openPayment(tx, {
      loanId,
      actor: `borrower:${borrowerId}`,
      payLinkId: null,
      choice: 'arrears',
      amountMinor: undefined,
      seenOutstandingMinor: 1_800_000n,
      confirmAnother: false,
      locale: 'en',
      receiptEmail: null,
      now: Temporal.Now.instant(),
    }),
  )
  if ('refusal' in opened) throw new Error(opened.refusal)
  return opened.paymentId
}

async function givenPromise({ loanId, borrowerId }: Borrower): Promise<string> {
  const now = Temporal.Now.instant()
  const dueOn = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 3 })
  const actor = `borrower:${borrowerId}`
  const amounts = { amountMinor: 900_000n, seenArrearsMinor: 900_000n }
  const made = await transaction((tx) =>
    promiseToPay(tx, { loanId, actor, dueOn, now, ...amounts }),
  )
  if ('refusal' in made) throw new Error(made.refusal)
  return made.promiseId
}

async function givenPlan({ loanId, borrowerId }: Borrower): Promise<string> {
  const terms = { extraMonths: 99, pauseMonths: 0, partNowMinor: 0n, ownMinor: null }
  const asked = await transaction((tx) =>
    askAndHold(tx, {
      ...{ loanId, actor: `borrower:${borrowerId}`, now: Temporal.Now.instant() },
      ...{ reasons: [], note: null, budget: null, seenOutstandingMinor: 1_800_000n },
      terms: { kind: 'longer_term', ...terms },
    }),
  )
  if ('refusal' in asked) throw new Error(asked.refusal)
  return asked.restructuringId
}

async function cookieOf(borrower: Borrower): Promise<string> {
  return `next-auth.session-token=${await sessionCookieOf(borrower)}`
}

// An API says 404 itself; a page leads to the one that says so (app/missing.ts).
function expectMissing({ status, location }: Answer, path: string) {
  if (status !== 404) expect([status, location], path).toEqual([307, '/not-here'])
}

function expectNothingOf({ email, loanNumber, imei }: Borrower, { text }: Answer, path: string) {
  for (const own of [email, loanNumber, imei])
    expect(text.includes(own), `${own} on ${path}`).toBe(false)
}

test('no page, route or API gives a borrower’s things to anybody else', async () => {
  const [owner, other, abroad] = [
    await givenBorrower(),
    await givenBorrower(),
    await givenBorrower({ lender: 'norte' }),
  ]
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
  const routes = routesOf(owner, {
    paymentId,
    promiseId: await givenPromise(owner),
    restructuringId: await givenPlan(owner),
    returnId: (await givenReturn(owner, 'arranged')).returnId,
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
      expect((await ask('serendib', path, sessions.owner)).status, path).toBe(200)
    }
    // Links for signing in or setting up say the same to everybody, whether they ever were given out or not.
    if (names.includes('token') && path.startsWith('/p/')) {
      expectMissing(seen.abroad, path)
      expectMissing(seen.ownerAbroad, path)
    }
  }
  for (const asked of [
    await ask('serendib', `/api/payments/${paymentId}`),
    await ask('serendib', `/api/payments/${paymentId}`, sessions.other),
    await ask('norte', `/api/payments/${paymentId}`, sessions.abroad),
    await ask('serendib', `/api/payments/${paymentId}?link=${other.payLink.split('/').at(-1)}`),
    await ask('serendib', `${new URL(other.payLink).pathname}/payments/${paymentId}`),
    await ask('norte', `/paid/${paymentId}`),
  ])
    expectMissing(asked, 'another’s payment')
})

test('a form with another’s id in it does nothing', async ({ page, context }) => {
  const [owner, other] = [await givenBorrower(), await givenBorrower()]
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

test('no act of a borrower is done for nobody, nor with another’s ids', async () => {
  test.slow()
  const [owner, other] = [await givenBorrower(), await givenBorrower()]
  const ids = {
    ...{ deviceId: owner.deviceId, loanId: owner.loanId, paymentId: await givenPayment(owner) },
    ...{ promiseId: await givenPromise(owner), restructuringId: await givenPlan(owner) },
    returnId: (await givenReturn(owner, 'arranged')).returnId,
  }
  const acts = allActs(/^app\/\(borrower\)\//)
  expect(acts.length).toBeGreaterThan(15)
  const cookie = await cookieOf(other)
  for (const act of acts) {
    expect(await sendAct('serendib', act, { ids, cookie: '' }), act.name).toBe('/sign-in')
    await sendAct('serendib', act, { ids, cookie })
  }
  const done = await database()
    .selectFrom('journal')
    .select(['action', 'subjectId'])
    .where('actor', '=', `borrower:${other.borrowerId}`)
    .where('subjectId', 'in', Object.values(ids))
    .execute()
  expect(done).toEqual([])
})
