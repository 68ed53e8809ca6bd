import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { hashPassword } from '#lib/staff/password.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'
import { givenTotpSecret } from '#tests/support/staff.ts'

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
