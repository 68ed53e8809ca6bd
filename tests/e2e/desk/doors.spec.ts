import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { demoPassword, demoStaff } from '#lib/demo/book/staff.ts'
import type { Language } from '#lib/domain/languages.ts'
import { inviteStaff } from '#lib/staff/invite-staff.ts'
import { hashPassword } from '#lib/staff/password.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenDemoStaff, type Staff } from '#tests/e2e/support/staff.ts'
import { say } from '#tests/e2e/support/words.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'
import { givenTotpSecret } from '#tests/support/staff.ts'

// Both directions on a phone; the longest words on a laptop.
const spoken: Record<string, Language[]> = { phone: ['en', 'ar'], laptop: ['es'] }

for (const language of ['en', 'ar', 'es'] as const) {
  const press = (page: Page, key: string) =>
    page.getByRole('button', { name: say(language, `desk-sign-in.${key}`), exact: true }).click()
  const expectTitle = (page: Page, key: string) =>
    expect(page.getByRole('heading', { level: 1 })).toHaveText(say(language, `desk-sign-in.${key}`))

  test(`both proofs of a sign-in in ${language}`, { tag: '@laptop' }, async ({ page }, info) => {
    test.skip(!spoken[info.project.name]?.includes(language))
    const [agent] = demoStaff
    const { desk } = await speaking(page, language)
    await page.goto(`${desk}?group=plans`)
    await expectTitle(page, 'title')
    await press(page, 'continue')
    await expect(page.locator('#email-error')).toBeVisible()
    await lookedAt(page, `desk-${language}-sign-in-fault`)
    await page.locator('#email').fill(agent?.email ?? '')
    await page.locator('#password').fill(demoPassword)
    await press(page, 'continue')
    await expectTitle(page, 'code.title')
    await lookedAt(page, `desk-${language}-code`)
    await page.locator('#code').fill('000000')
    await press(page, 'code.submit')
    await expect(page.locator('#code-error')).toHaveText(say(language, 'desk-sign-in.code.wrong'))
    await lookedAt(page, `desk-${language}-code-fault`)
  })

  test(`the first sign-in in ${language}`, { tag: '@laptop' }, async ({ page }, info) => {
    test.skip(!spoken[info.project.name]?.includes(language))
    const staff = await speaking(page, language)
    await page.goto(`${staff.desk}/welcome/${await invited(staff)}`)
    await expectTitle(page, 'welcome.title')
    await lookedAt(page, `desk-${language}-welcome`)
    await page.locator('#password').fill('violet anchor ninety two')
    await page.locator('#repeated').fill('violet anchor ninety three')
    await press(page, 'continue')
    await expect(page.locator('#repeated-error')).toBeVisible()
    await lookedAt(page, `desk-${language}-welcome-fault`)
    for (const field of ['#password', '#repeated'])
      await page.locator(field).fill('violet anchor ninety two')
    await press(page, 'continue')
    await expect(page.locator('#code')).toBeVisible()
    await lookedAt(page, `desk-${language}-welcome-app`)
    await press(page, 'welcome.finish')
    await expect(page.locator('#code-error')).toBeVisible()
    await lookedAt(page, `desk-${language}-welcome-app-fault`)
  })
}

async function speaking(page: Page, language: Language): Promise<Staff> {
  const staff = await givenDemoStaff({ role: 'admin' })
  await page.context().addCookies([{ name: 'language', value: language, url: staff.portal }])
  return staff
}

async function invited({ id, lenderId }: Staff): Promise<string> {
  const email = `somebody.new${Date.now()}@branch-office.serendib.example`
  const person = {
    email,
    name: 'Thilakawardhana Wickramasinghe',
    role: 'agent',
    locale: 'en',
  } as const
  const by = { lenderId, actor: `staff:${id}`, now: Temporal.Now.instant() }
  const made = await transaction((tx) => inviteStaff(tx, { ...by, ...person }))
  if ('refusal' in made) throw new Error(made.refusal)
  return made.token
}

const password = 'violet anchor ninety two'

async function enter(page: Page, { desk, email }: { desk: string; email: string }, typed: string) {
  await page.goto(`${desk}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(typed)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a stranger’s wrong passwords keep nobody out who reads their mail', async ({ browser }) => {
  const staff = await givenDemoStaff()
  await database()
    .updateTable('staff')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', staff.id)
    .execute()
  const context = await browser.newContext()
  const page = await context.newPage()
  for (let time = 0; time < 10; time += 1) {
    await enter(page, staff, `not that ${time}`)
    await expect(page.locator('#email-error')).toContainText('do not fit together')
  }
  await enter(page, staff, password)
  await expect(page.locator('#email-error')).toContainText('a link was sent to it')
  await lookedAt(page, 'desk-kept-out')
  const links = async () =>
    (await lettersTo(staff.email)).flatMap(({ text }) => /https?:\S+\/link\/\S+/.exec(text) ?? [])
  await expect.poll(links).toHaveLength(1)
  const [link = ''] = await links()
  const own = await browser.newContext()
  const desk = await own.newPage()
  await desk.goto(link)
  await lookedAt(desk, 'desk-browser-link')
  await desk.getByRole('button', { name: 'Go on in this browser' }).click()
  await expect(desk.getByText('You can go on now')).toBeVisible()
  await desk.getByLabel('E-mail').fill(staff.email)
  await desk.getByLabel('Password').fill(password)
  await desk.getByRole('button', { name: 'Continue' }).click()
  await desk.getByLabel('Code').fill(totpCode(givenTotpSecret, totpStep(Temporal.Now.instant())))
  await desk.getByRole('button', { name: 'Sign in' }).click()
  await expect(desk).toHaveURL(/\/desk$/)
  // Used once, the link opens nothing more, and the stranger is where he was.
  await page.goto(link)
  await page.getByRole('button', { name: 'Go on in this browser' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link is over')
  await enter(page, staff, password)
  await expect(page.locator('#email-error')).toContainText('Too many tries')
  await own.close()
  await context.close()
})
