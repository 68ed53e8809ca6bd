import { globSync } from 'node:fs'
import { get } from 'node:http'
import { expect, test } from '@playwright/test'
import { transaction } from '#lib/db/transaction.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { type Borrower, givenBorrower, sessionCookieOf, signIn } from './support/borrower.ts'
import { portalOf } from './support/demo.ts'

type Answer = { status: number; location: string; text: string }

/** Asks the portal under a lender's host name, signed in or not; follows nothing. */
function ask(slug: string, path: string, session?: string): Promise<Answer> {
  const url = new URL(path, portalOf(slug))
  const { hostname: host, port } = url
  const headers = {
    host: `${host}:${port}`,
    ...(session ? { cookie: `next-auth.session-token=${session}` } : {}),
  }
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: url.pathname + url.search, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', text }),
      )
    }).on('error', reject)
  })
}

/** Every page and route there is, by its folder, with the ids of `owner` in it. */
function routesOf(owner: Borrower, paymentId: string) {
  const ids: Record<string, string> = {
    deviceId: owner.deviceId,
    paymentId,
    token: owner.payLink.split('/').at(-1) ?? '',
    lender: owner.slug,
    provider: 'http',
    '...nextauth': 'session',
  }
  return globSync('app/**/{page.tsx,route.ts}').map((file) => {
    const folder = file.replace(/^app/, '').replace(/\/(page\.tsx|route\.ts)$/, '')
    const names = [...folder.matchAll(/\[([^\]]+)\]/g)].map(([, name = '']) => name)
    const path = folder
      .replace(/\/\([^)]+\)/g, '')
      .replace(/\[([^\]]+)\]/g, (_, name: string) => ids[name] ?? `unknown-${name}`)
    return { path: path || '/', names, isBorrowers: folder.includes('(borrower)') }
  })
}

async function givenPayment({ loanId, borrowerId }: Borrower): Promise<string> {
  const opened = await transaction((tx) =>
    openPayment(tx, {
      loanId,
      actor: `borrower:${borrowerId}`,
      openedBy: 'borrower',
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
      owner: await sessionCookieOf(owner),
      other: await sessionCookieOf(other),
      abroad: await sessionCookieOf(abroad),
    },
  }
  const { sessions } = others
  const routes = routesOf(owner, paymentId)
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
    if (!isBorrowers && names.includes('token')) {
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
