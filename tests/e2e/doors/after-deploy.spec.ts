import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'

// An action that the build at hand does not know, as of a page from before a deployment.
const gone = '7f'.padEnd(42, '0')

async function onTheWrongForm(page: Page) {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  return borrower
}

test('a page of the build before sends its form, is loaded anew, and keeps what was typed', async ({
  page,
}) => {
  await onTheWrongForm(page)
  let sent = 0
  await page.route('**/dispute', async (route) => {
    const headers = route.request().headers()
    if (!headers['next-action']) return route.fallback()
    sent += 1
    return route.fallback(sent === 1 ? { headers: { ...headers, 'next-action': gone } } : {})
  })
  const words = `I paid at the shop ${randomUUID()}`
  await page.getByRole('radio').first().check()
  await page.locator('textarea').fill(words)
  await page.locator('main form button[type=submit]').last().click()
  await expect(page.getByRole('status').filter({ hasText: 'renewed' })).toBeVisible()
  await expect(page.locator('textarea')).toHaveValue(words)
  await expect(page.getByRole('radio').first()).toBeChecked()
  await page.locator('main form button[type=submit]').last().click()
  await expect(page).toHaveURL(/sent=1/)
  await expect(page.getByText(words)).toBeVisible()
  expect(sent).toBe(2)
})

test('“Try again” loads the page anew, with what was typed', async ({ page }) => {
  await onTheWrongForm(page)
  let sent = 0
  await page.route('**/dispute', (route) => {
    if (!route.request().headers()['next-action']) return route.fallback()
    sent += 1
    return sent === 1 ? route.fulfill({ status: 500, body: 'broken' }) : route.fallback()
  })
  const words = `I paid at the shop ${randomUUID()}`
  await page.getByRole('radio').first().check()
  await page.locator('textarea').fill(words)
  await page.locator('main form button[type=submit]').last().click()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('textarea')).toHaveValue(words)
  await expect(page.getByRole('radio').first()).toBeChecked()
  await page.locator('main form button[type=submit]').last().click()
  await expect(page).toHaveURL(/sent=1/)
  await expect(page.getByText(words)).toBeVisible()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('a form whose action is no more leads to its page, and keeps what was typed', async ({
    page,
  }) => {
    await onTheWrongForm(page)
    await page.route('**/dispute', (route) => {
      const body = route.request().postData()
      if (!body) return route.fallback()
      return route.fallback({ postData: body.replace(/[0-9a-f]{42}/g, gone) })
    })
    const words = `I paid at the shop ${randomUUID()} – ayer, mañana`
    await page.getByRole('radio').first().check()
    await page.locator('textarea').fill(words)
    await page.locator('main form button[type=submit]').last().click()
    await expect(page.getByRole('status').filter({ hasText: 'renewed' })).toBeVisible()
    await expect(page.locator('textarea')).toHaveValue(words)
    await expect(page.getByRole('radio').first()).toBeChecked()
    await page.unroute('**/dispute')
    await page.locator('main form button[type=submit]').last().click()
    await expect(page).toHaveURL(/sent=1/)
    await expect(page.getByText(words)).toBeVisible()
  })

  test('whoever keeps no cookie is led to the page, once', async ({ page }) => {
    const { portal } = await givenBorrower()
    await page.goto(`${portal}/scan`)
    await page.route(`${portal}/scan`, (route) => {
      const body = route.request().postData()
      if (!body) return route.fallback()
      return route.fallback({ postData: body.replace(/[0-9a-f]{42}/g, gone) })
    })
    const field = page.getByLabel('Code printed under the QR code')
    await field.fill('ABCD')
    await page.getByRole('button', { name: 'Open the payment page' }).click()
    await expect(field).toHaveValue('')
    await expect(page.getByRole('status').filter({ hasText: 'renewed' })).toHaveCount(0)
  })
})
