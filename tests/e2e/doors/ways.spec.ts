import { expect, test } from '@playwright/test'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender } from '#tests/e2e/support/own-lender.ts'

test('a lender whose phones are opened by hand offers no code on the phone’s screen', async ({
  page,
}) => {
  const { portal } = await givenOwnLender()
  const ways = page.getByRole('main')
  await page.goto(portal)
  await page.locator('#identifier').fill('L-1001')
  await page.locator('#sign-in button').click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await expect(ways).toContainText('It goes to your e-mail; if we have none, to your other number.')
  await expect(ways.getByRole('button', { name: 'Send it by text message' })).toBeVisible()
  await expect(ways.getByRole('button', { name: 'Use my printed recovery code' })).toBeVisible()
  await expect(ways.getByRole('button', { name: 'Show it on the locked phone' })).toHaveCount(0)
  await expect(ways.getByText(/screen of the locked phone/)).toHaveCount(0)
  await lookedAt(page, 'sign-in-code-by-hand')
  await page.goto(`${portal}/help`)
  await expect(ways).toContainText('by SMS to a number you gave us, or with a printed')
})

test('one with a lock service does', async ({ page }) => {
  await page.goto(portalOf('serendib'))
  await page.locator('#identifier').fill(`L-${Date.now()}`)
  await page.locator('#sign-in button').click()
  const ways = page.getByRole('main')
  await expect(ways).toContainText('if there is none, to the screen of the locked phone.')
  await expect(ways.getByRole('button', { name: 'Show it on the locked phone' })).toBeVisible()
  await page.goto(`${portalOf('serendib')}/help`)
  await expect(ways).toContainText('shown on the lock screen, or with a printed')
})
