import { expect, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { press } from './given-desk-act.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('an unlock for the wrong phone is taken back before anybody opens it', async ({
      page,
    }) => {
      const { loanId } = await givenBorrower({ provider: 'manual' })
      const { desk } = await signInStaff(page)
      await page.goto(`${desk}/loans/${loanId}/acts/unlock`)
      await page.getByLabel('Days').fill('3')
      await page.getByLabel('Reason').fill('At the hospital')
      await press(page, 'Continue')
      await press(page, 'Open the phone')
      await page.getByRole('link', { name: 'Take this unlock back' }).click()
      const main = page.getByRole('main')
      await press(page, 'Continue')
      await expect(page.locator('#reason-error')).toBeVisible()
      await page.getByLabel('Reason').fill('It was another loan')
      await press(page, 'Continue')
      await expect(main).toContainText('Nobody opens it by hand any more')
      await looked(page, 'desk-take-back')
      await press(page, 'Take it back')
      await expect(main).toContainText('The unlock is taken back')
      await expect(main).toContainText('Called off before it was sent')
      await expect(page.getByRole('link', { name: 'Take this unlock back' })).toHaveCount(0)
      await page.goto(`${desk}/loans/${loanId}`)
      await expect(main).toContainText('Unlock taken back by staff before it was sent')
      await expect(main).toContainText('It was another loan')
    })
  })
}

test('an unlock that is out ends by itself, and the page says when', async ({ page }) => {
  const { loanId } = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${loanId}/acts/unlock`)
  await page.getByLabel('Days').fill('3')
  await page.getByLabel('Reason').fill('At the hospital')
  await press(page, 'Continue')
  await press(page, 'Open the phone')
  await page.waitForURL(/\/unlocks\//)
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText('It ends by itself', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('link', { name: 'Take this unlock back' })).toHaveCount(0)
  await lookedAt(page, 'desk-unlock-out')
})
