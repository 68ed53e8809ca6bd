import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { demoPassword, demoStaff } from '#lib/demo/book/staff.ts'
import type { Language } from '#lib/domain/languages.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { demo, portalOf } from '#tests/e2e/support/demo.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

const password = 'violet anchor ninety two'

/** The code of now, or of half a minute later when that one was used. */
function codeOf(secret: string, later = 0): string {
  return totpCode(secret, totpStep(Temporal.Now.instant().add({ seconds: 30 * later })))
}

async function heading(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text)
}

async function invite(page: Page, desk: string, email: string): Promise<string> {
  await page.goto(`${desk}/staff`)
  await page.getByLabel('Name', { exact: true }).fill('Priya Raman')
  await page.getByLabel('E-mail').fill('not an address')
  await page.getByRole('button', { name: 'Make an invitation' }).click()
  await expect(page.locator('#email-error')).toContainText('Type a whole e-mail address')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Priya Raman')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Make an invitation' }).click()
  const link = page.getByText(/\/desk\/welcome\//)
  await expect(link).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: email })).toBeVisible()
  return (await link.textContent()) ?? ''
}

async function setUp(page: Page, link: string, look: typeof lookedAt): Promise<string> {
  await page.goto(link)
  await heading(page, 'Set up your account')
  await page.getByLabel('Password', { exact: true }).fill('Password 1234')
  await page.getByLabel('The same password again').fill('Password 1234')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.locator('#password-error')).toContainText(
    'one of the first that others would try',
  )
  await look(page, 'desk-welcome-password')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('The same password again').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const shown = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).textContent()
  const secret = (shown ?? '').replaceAll(' ', '')
  await page.getByLabel('Code', { exact: true }).fill('1234')
  await page.getByRole('button', { name: 'Finish and open the desk' }).click()
  await expect(page.locator('#code-error')).toContainText('Type the code that your app shows')
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByRole('button', { name: 'Finish and open the desk' }).click()
  await expect(page.locator('#code-error')).toContainText('This code does not fit')
  await look(page, 'desk-welcome-app')
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, -1))
  await page.getByRole('button', { name: 'Finish and open the desk' }).click()
  await heading(page, 'Work list')
  return secret
}

async function signInWith(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('wrong password')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'E-mail and password do not fit together' }),
  ).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading(page, 'The code from your app')
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Opens this loan's line of a work list, on whichever page it stands: other journeys leave much to do. */
async function openLineOf(page: Page, list: string, loanNumber: string): Promise<void> {
  const line = page.getByRole('listitem').filter({ hasText: loanNumber })
  for (let number = 1; number === 1 || (await line.count()) === 0; number += 1) {
    await page.goto(`${list}&page=${number}`)
    await expect(page.getByRole('list', { name: 'Work list' })).toBeVisible()
  }
  await line.getByRole('link').click()
}

for (const javaScriptEnabled of [true, false]) {
  test(`invited, set up, signed in, a case taken and closed, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, {
    tag: '@laptop',
  }, async ({ page, browser }) => {
    test.slow()
    const { desk } = await signInStaff(page, { role: 'admin' })
    const owner = await givenBorrower()
    const found = await givenCase(owner, 'dispute')
    const email = `priya${Date.now()}@serendib.example`
    const link = await invite(page, desk, email)
    const context = await browser.newContext({ javaScriptEnabled })
    const own = await context.newPage()
    const secret = await setUp(own, link, javaScriptEnabled ? lookedAt : async () => {})
    await own.goto(link)
    await heading(own, 'This link is over')
    await own.goto(desk)
    await own.getByRole('button', { name: 'Sign out' }).click()
    await expect(own.getByText('You are signed out')).toBeVisible()
    await own.goto(`${desk}/cases/${found.id}`)
    await signInWith(own, email, secret)
    await heading(own, 'Card payment disputed at the bank')
    await openLineOf(own, `${desk}?group=disputes`, owner.loanNumber)
    await own.getByRole('button', { name: 'Take this case' }).click()
    await expect(own.getByText('You have taken this case', { exact: true })).toBeVisible()
    await own.getByRole('button', { name: 'Close the case' }).click()
    await expect(own.locator('#note-error')).toContainText('Say in a few words what was done')
    await own.getByLabel('What was done').fill('Called back, the fee is booked.')
    await own.getByRole('button', { name: 'Close the case' }).click()
    await expect(own.getByText('Called back, the fee is booked.')).toBeVisible()
    await expect(own.getByText(/Priya Raman\u2069? closed it/)).toBeVisible()
    await context.close()
  })
}

async function at(browser: { newContext(): Promise<BrowserContext> }, name: string) {
  const context = await browser.newContext()
  const staff = await signInStaff(context, { name })
  return { page: await context.newPage(), desk: staff.desk, context }
}

test('two at one case: the second is told, nothing is overwritten', async ({ browser }) => {
  const owner = await givenBorrower()
  const { id } = await givenCase(owner)
  const amara = await at(browser, 'Amara Silva')
  const bashir = await at(browser, 'Bashir Nadeem')
  await amara.page.goto(`${amara.desk}/cases/${id}`)
  await bashir.page.goto(`${bashir.desk}/cases/${id}`)
  await amara.page.getByRole('button', { name: 'Take this case' }).dblclick()
  await expect(amara.page.getByText('You have taken this case', { exact: true })).toBeVisible()
  // Who presses twice is not told that somebody else was faster.
  await amara.page.waitForLoadState('networkidle')
  await expect(amara.page.getByText('Not done')).toHaveCount(0)
  await bashir.page.getByRole('button', { name: 'Take this case' }).click()
  await expect(bashir.page.getByText('Not done: the case has changed meanwhile')).toBeVisible()
  await expect(bashir.page.getByRole('main')).toContainText(/Amara Silva\u2069? took it/)
  await expect(bashir.page.getByText(/Amara Silva\u2069? has taken this case/)).toBeVisible()
  await lookedAt(bashir.page, 'desk-case-taken')
  await amara.page.getByRole('radio', { name: /^Not upheld/ }).check()
  const words = amara.page.getByLabel('Answer to the borrower')
  await words.fill('The amount is right.')
  await bashir.page.getByRole('button', { name: /^Take over from/ }).click()
  await expect(bashir.page.getByText('You have taken this case', { exact: true })).toBeVisible()
  await amara.page.getByRole('button', { name: 'Send the answer and close the case' }).click()
  await expect(amara.page.getByRole('main')).toContainText(/Bashir Nadeem\u2069? took it/)
  await expect(words).toHaveValue('The amount is right.')
  await expect(amara.page.getByRole('main')).toContainText('What you typed is still here')
  await expect(amara.page.getByRole('button', { name: /^Send the answer/ })).toBeHidden()
  await expect(amara.page.getByRole('radio', { name: /^Not upheld/ })).toBeChecked()
  const { closedAt, takenBy } = await database()
    .selectFrom('cases')
    .select(['closedAt', 'takenBy'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(closedAt).toBeNull()
  expect(takenBy).not.toBeNull()
  for (const { context } of [amara, bashir]) await context.close()
})

test('found by an IMEI with spaces, masked in the list, whole on one page', async ({ page }) => {
  const owner = await givenBorrower()
  const { desk } = await signInStaff(page, { role: 'agent' })
  await page.goto(`${desk}/search`)
  await page.getByRole('textbox').fill(owner.imei.replace(/(.{4})/g, '$1 '))
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('One loan fits')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Nimali P.')
  expect(await page.getByRole('main').innerHTML()).not.toContain(owner.email)
  await lookedAt(page, 'desk-search')
  await page.getByRole('link', { name: owner.loanNumber }).click()
  await heading(page, new RegExp(owner.loanNumber))
  await expect(page.getByText(owner.email)).toBeVisible()
  await expect(page.getByText(owner.imei)).toBeVisible()
  await lookedAt(page, 'desk-loan')
  await page.goto(`${desk}/search?q=350000000000001`)
  await expect(page.locator('#q-error')).toContainText('This is no IMEI')
})

// Both directions on a phone; the longest words on a laptop.
const spoken: Record<string, Language[]> = { phone: ['en', 'ar'], laptop: ['es'] }

for (const language of ['en', 'ar', 'es'] as const) {
  test(
    `every page of the desk in ${language}`,
    { tag: '@laptop' },
    async ({ page }, { project }) => {
      test.skip(!spoken[project.name]?.includes(language))
      test.slow()
      const owner = await givenBorrower()
      const { id } = await givenCase(owner)
      const staff = await signInStaff(page, { role: 'admin' })
      const { portal, desk } = staff
      await page.context().addCookies([{ name: 'language', value: language, url: portal }])
      const paths = {
        work: '',
        case: `/cases/${id}`,
        loan: `/loans/${owner.loanId}`,
        search: `/search?q=${owner.loanNumber}`,
        audit_log: '/audit-log',
        staff: '/staff',
        member: `/staff/${staff.id}`,
        denied: '/not-for-your-role?needs=admin',
        over: '/welcome/over',
      }
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(desk + path)
        await lookedAt(page, `desk-${language}-${name}`)
      }
      await page.context().clearCookies({ name: 'staff' })
      await page.goto(desk)
      await lookedAt(page, `desk-${language}-sign-in`)
    },
  )
}

test('the code that the world page shows opens the demo’s desk', async ({ page }) => {
  const [agent] = demoStaff
  if (!agent) throw new Error('the demo has no staff')
  await page.goto(`${demo().world}/staff`)
  const shown = page.getByRole('status', { name: `Code of ${agent.name}` })
  await expect(shown).toHaveText(/^\d{3} \d{3}$/)
  const code = (await shown.textContent()) ?? ''
  await page.goto(`${portalOf(agent.lenderSlug)}/desk`)
  await page.getByLabel('E-mail').fill(agent.email)
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await heading(page, 'Work list')
})
