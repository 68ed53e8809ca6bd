import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { endDay, promiseAll, promisePage, title } from '#tests/e2e/support/promise.ts'
import { say } from '#tests/e2e/support/words.ts'

test('what was typed is kept, and what is wrong is said at the field', async ({ page }) => {
  await promisePage(page)
  const make = page.getByRole('button', { name: 'Promise this' })
  await make.click()
  await expect(page.getByRole('alert').first()).toContainText('Please check 2 things')
  await expect(page.locator('#when-error')).toContainText('Choose a day')
  await expect(page.locator('#choice-error')).toContainText('Choose how much')
  await lookedAt(page, 'promise-nothing-chosen')
  const today = Temporal.Now.plainDateISO('Asia/Colombo')
  await page.getByRole('radio', { name: 'Another day' }).check()
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  for (const [days, typed, day, amount] of [
    [15, '1', 'The last day you can promise is', 'The least you can promise is Rs 2,250.00'],
    [0, '9000.01', 'The first day you can promise is', 'The most you can promise is Rs 9,000.00'],
    [3, 'some', undefined, 'Type one amount in digits'],
  ] as const) {
    const date = today.add({ days }).toString()
    await page.getByLabel('Date').fill(date)
    await page.getByLabel('Amount in LKR').fill(typed)
    await make.click()
    await expect(page.locator('#amount-error')).toContainText(amount)
    if (day) await expect(page.locator('#date-error')).toContainText(day)
    await expect(page.getByLabel('Date')).toHaveValue(date)
    await expect(page.getByLabel('Amount in LKR')).toHaveValue(typed)
  }
  await lookedAt(page, 'promise-refused')
  await page.getByLabel('Amount in LKR').fill('3,000')
  await make.click()
  await expect(title(page)).toHaveText('Your promise is noted')
  await expect(page.getByRole('main')).toContainText('Rs 3,000.00')
})

test('a change since the page was opened is shown again, not promised', async ({ page }) => {
  const borrower = await promisePage(page)
  await page.locator('input[name=seenArrearsMinor]').evaluate((input: HTMLInputElement) => {
    input.value = '800000'
  })
  await page.locator('input[name=when]').first().check()
  await page.getByRole('radio', { name: 'All that is overdue' }).check()
  await page.getByRole('button', { name: 'Promise this' }).click()
  const told = page.getByRole('status').filter({ hasText: 'What is overdue has changed' })
  await expect(told).toBeVisible()
  const made = await database()
    .selectFrom('promises')
    .select('id')
    .where('loanId', '=', borrower.loanId)
    .execute()
  expect(made).toEqual([])
})

for (const language of ['es', 'ar'] as const) {
  test(`a promise in ${language}`, async ({ page }) => {
    const { portal } = await promisePage(page, { locale: language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await lookedAt(page, `promise-${language}`)
    const promiseId = await promiseAll(page, language)
    await lookedAt(page, `promise-open-${language}`)
    await page.goto(`${portal}/promises/${promiseId}/withdraw`)
    await lookedAt(page, `promise-withdraw-${language}`)
    await endDay(promiseId)
    await page.goto(`${portal}/promises/${promiseId}`)
    await expect(title(page)).toHaveText(say(language, 'promises.state.broken'))
  })
}
