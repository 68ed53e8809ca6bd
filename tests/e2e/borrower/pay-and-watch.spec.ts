import { expect, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, payArrears, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

test('paying what is overdue opens the phone, and the page shows it without a reload', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await payArrears(page)
  const loadedAt = await page.evaluate(() => performance.timeOrigin)
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText('Your phone is unlocked')
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt)
  const steps = page.getByRole('main').getByRole('listitem')
  await expect(steps).toContainText([
    'Payment received',
    'Booked to the loan',
    'Unlock sent',
    'The phone is open',
  ])
  await expect(steps.getByRole('time')).toHaveCount(4)
  await expectScreen(borrower, 'home')
  expect(await owedMinor(borrower.loanId)).toBe(900_000n)
  expect((await paymentOf(borrower.loanId)).state).toBe('paid')
  await lookedAt(page, 'payment-unlocked')
})

test('a receipt and the news of the open phone come by e-mail, once each, without the word debt', async ({
  page,
}) => {
  const borrower = await payArrears(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await expect.poll(async () => (await lettersTo(borrower.email)).length).toBe(2)
  const { reference } = await paymentOf(borrower.loanId)
  const letters = await lettersTo(borrower.email)
  expect(letters.some(({ text }) => text.includes(reference))).toBe(true)
  for (const { subject } of letters) expect(subject).not.toMatch(/debt|loan|overdue|lock|pay/i)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('the whole journey works, and the page renews itself', { tag: '@laptop' }, async ({
    page,
  }) => {
    const borrower = await payArrears(page)
    await expect(page.locator('h1')).toHaveText('Your phone is unlocked', { timeout: 30_000 })
    expect((await look(borrower)).screen).toBe('home')
  })

  test('another amount shows what it does before it can be paid', async ({ page, context }) => {
    const borrower = await givenBorrower()
    await signIn(context, borrower)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
    await page.getByRole('radio', { name: /^Another amount/ }).check()
    await page.getByLabel('Amount in LKR').fill('2000')
    await page.getByRole('button', { name: 'Continue to card payment' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Rs 2,000.00' })).toContainText(
      'Does not unlock yet',
    )
    await page.getByRole('button', { name: 'Continue to card payment' }).click()
    await expect(page.getByRole('button', { name: /^Pay .*2,000\.00/ })).toBeVisible()
  })
})
