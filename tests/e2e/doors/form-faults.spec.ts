import { expect, test } from '@playwright/test'
import { faultyForms } from '#tests/e2e/support/forms/faulty-forms.ts'

test.describe.configure({ timeout: 180_000 })

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    for (const [file, forms] of Object.entries(faultyForms))
      for (const [index, come] of forms.entries())
        test(`what is wrong is told first, each time: ${file} ${index + 1}`, async ({
          page,
          browser,
        }) => {
          const send = await come(page, browser)
          await expect(page).not.toHaveTitle(/^Error: /)
          const told = page.locator('.faults')
          for (const time of ['at first', 'and once more']) {
            await send()
            await expect(told, time).toBeVisible()
            await expect(told, time).toBeFocused()
            await expect(page, time).toHaveTitle(/^Error: (?!Error)/)
            await expect(told.locator('h2'), time).not.toBeEmpty()
            for (const link of await told.getByRole('link').all()) {
              await link.click()
              const field = await link.evaluate((a: HTMLAnchorElement) => a.hash.slice(1))
              await expect(page.locator(`[id="${field}"]`), `${time}, ${field}`).toBeFocused()
            }
          }
        })
  })
