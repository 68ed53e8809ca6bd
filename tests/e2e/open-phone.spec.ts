import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from './support/borrower.ts'
import { lookedAt } from './support/looked-at.ts'
import { look, setOnline, typeCode } from './support/phone.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('nothing was paid here, and the phone is offline: a code, and the word that it is open', async ({
      page,
    }) => {
      const borrower = await givenBorrower({ dueInDays: [20, 50], isOnline: false })
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones`)
      await page.getByRole('link', { name: 'Still locked? Ways to open it' }).click()
      await expect(title(page)).toHaveText('Ways to open the phone')
      if (javaScriptEnabled) await lookedAt(page, 'open-phone')
      await page.getByRole('button', { name: 'Get a code' }).click()
      await page.getByLabel('Passkey on the lock screen').fill((await look(borrower)).passkey)
      await page.getByRole('button', { name: 'Get a code' }).click()
      const shown = page.getByText(/^\d{4} \d{4}$/)
      await expect(shown).toBeVisible()
      if (javaScriptEnabled) await lookedAt(page, 'open-phone-code')
      await typeCode(borrower, (await shown.textContent()) ?? '')
      expect((await look(borrower)).screen).toBe('home')
      await page.getByRole('button', { name: 'The code worked: the phone is open' }).click()
      await expect(title(page)).toHaveText('You told us that your phone is open')
      if (javaScriptEnabled) await lookedAt(page, 'phones-said-open')
      await setOnline(borrower, true)
      await expect(async () => {
        await page.reload()
        await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 1_000 })
      }).toPass({ timeout: 60_000 })
    })
  })
}

test('one that may be locked is told so, and who has paid is led to say that', async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await page.getByRole('button', { name: 'Ask for a new unlock' }).click()
  await expect(page.getByRole('main')).toContainText('the phone may be locked now')
  await lookedAt(page, 'open-phone-refused')
})
