import { expect, type Page, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { press } from './given-desk-act.ts'

// Two devices and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('a sign-in link signs in once; opening its page uses nothing up; without scripts, too', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/sign-in-link`)
  await page.getByLabel('How you checked who it is').fill('id card')
  await press(page, 'Make the link')
  await expect(page.locator('#note-error')).toContainText('at least 10 characters')
  await page.getByLabel('How you checked who it is').fill('Identity card seen at the counter')
  await press(page, 'Make the link')
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  await lookedAt(page, 'desk-sign-in-link')
  const link = (await page.getByText(/\/sign-in\/link\//).textContent()) ?? ''
  await page.goto(link)
  await lookedAt(page, 'sign-in-link')

  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  const device = await context.newPage()
  for (let look = 0; look < 3; look += 1) await device.goto(link)
  await expect(title(device)).toHaveText('Sign in with your link')
  await press(device, 'Sign in')
  await expect(device).toHaveURL(/\/phones$/)
  await expect(title(device)).toBeVisible()
  await page.goto(link)
  await expect(title(page)).toHaveText('This link does not work any more')
  await lookedAt(page, 'sign-in-link-over')
})
