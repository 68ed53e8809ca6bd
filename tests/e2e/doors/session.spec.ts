import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { hashPassword } from '#lib/staff/password.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { codeSentTo } from '#tests/e2e/support/world.ts'
import { givenTotpSecret } from '#tests/support/staff.ts'

async function lastSeen({ borrowerId }: Borrower, ago: { minutes: number; seconds?: number }) {
  const seenAt = Temporal.Now.instant().subtract(ago)
  await database()
    .updateTable('sessions')
    .set({ seenAt })
    .where('borrowerId', '=', borrowerId)
    .execute()
}

test('after signing out, the back button shows nothing of the borrower', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/phones`)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await expect(page.getByRole('main')).toContainText(borrower.loanNumber)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed out')
  for (let steps = 0; steps < 2; steps += 1) {
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
    expect(await page.content()).not.toContain(borrower.loanNumber)
  }
})

test('signing out everywhere ends the other devices too', async ({ page, context, browser }) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  const other = await browser.newContext()
  await signIn(other, borrower)
  const elsewhere = await other.newPage()
  await elsewhere.goto(`${borrower.portal}/phones`)
  await page.goto(`${borrower.portal}/account`)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await elsewhere.reload()
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await other.close()
})

test('an idle visit is warned, can be kept, and otherwise ends by itself', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.clock.install()
  await page.goto(`${borrower.portal}/phones`)
  // Only scripts bring the dialog, and with it the timer that the clock is to run past.
  await page.locator('dialog').waitFor({ state: 'attached' })
  await lastSeen(borrower, { minutes: 13, seconds: 30 })
  await page.clock.fastForward('13:05')
  const warning = page.getByRole('dialog', { name: 'Are you still there?' })
  await expect(warning).toBeVisible()
  await lookedAt(page, 'idle-warning')
  await warning.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()
  await lastSeen(borrower, { minutes: 16 })
  await page.clock.fastForward('14:00')
  await expect(page).toHaveURL(/\/sign-in\?ended=1/)
  await expect(page.getByText('You were signed out')).toBeVisible()
  await lookedAt(page, 'sign-in-ended')
})

test('a page opened late in an idle visit counts as activity: no warning comes', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/phones`)
  await lastSeen(borrower, { minutes: 14 })
  await page.goto(`${borrower.portal}/payments`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your payments')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('an idle visit is warned too, and kept by asking for the page again', async ({
    page,
    context,
  }) => {
    const borrower = await givenBorrower()
    await signIn(context, borrower)
    await page.goto(`${borrower.portal}/phones`)
    const stay = page.getByRole('link', { name: 'Stay signed in' })
    await expect(stay).toBeHidden()
    const [delayMs] = await page.evaluate(() =>
      document.getAnimations().map((one) => {
        const { delay } = one.effect?.getComputedTiming() ?? {}
        one.finish()
        return delay
      }),
    )
    expect(delayMs).toBe((13 * 60 + 1) * 1_000)
    await expect(stay).toBeVisible()
    await lastSeen(borrower, { minutes: 14 })
    await stay.click()
    await expect(stay).toBeHidden()
    await expect(page.getByRole('main')).toContainText('What is due')
  })
})

// A right code leads to the page that was wanted, and to no other site, however its address is written.
const elsewhere = ['/.//evil.example/x', '//evil.example', '/\\evil.example']

async function signInFor(page: Page, next: string) {
  const { portal, loanNumber, email } = await givenBorrower()
  await page.context().clearCookies()
  await page.goto(`${portal}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('Loan number, e-mail, phone number or IMEI').fill(loanNumber)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await codeSentTo(email))
  await page.getByRole('button', { name: 'Sign in' }).click()
  return portal
}

async function signInAtDeskFor(page: Page, next: string) {
  const { id, email, desk } = await givenDemoStaff()
  const passwordHash = await hashPassword('violet anchor ninety two')
  await database().updateTable('staff').set({ passwordHash }).where('id', '=', id).execute()
  await page.context().clearCookies()
  await page.goto(`${desk}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('violet anchor ninety two')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Code').fill(totpCode(givenTotpSecret, totpStep(Temporal.Now.instant())))
  await page.getByRole('button', { name: 'Sign in' }).click()
  return desk
}

test('a borrower’s code leads to no other site', async ({ page }) => {
  for (const next of elsewhere) {
    const portal = await signInFor(page, next)
    await expect(page).toHaveURL(`${portal}/phones`)
  }
  const portal = await signInFor(page, '/payments')
  await expect(page).toHaveURL(`${portal}/payments`)
})

test('a code of the staff leads to no other site', async ({ page }) => {
  for (const next of elsewhere) {
    const desk = await signInAtDeskFor(page, next)
    await expect(page).toHaveURL(desk)
  }
  const desk = await signInAtDeskFor(page, '/desk/returns')
  await expect(page).toHaveURL(`${desk}/returns`)
})
