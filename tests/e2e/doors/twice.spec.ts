import { expect, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import {
  atCheckout,
  beginToPay,
  chooseArrears,
  owedMinor,
  payByCard,
  paymentOf,
  paymentsOf,
} from '#tests/e2e/support/pay.ts'

test('a double click opens one payment', async ({ page, context }) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await page.getByRole('button', { name: 'Continue to card payment' }).dblclick()
  await atCheckout(page)
  expect(await paymentsOf(borrower.loanId)).toHaveLength(1)
})

test('two tabs end in one payment, and both tell of it', async ({ page, context }) => {
  const borrower = await beginToPay(page)
  const second = await context.newPage()
  await chooseArrears(second, borrower.portal)
  expect(second.url()).toBe(page.url())
  await payByCard(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await payByCard(second)
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  expect((await paymentOf(borrower.loanId)).paidMinor).toBe(900_000n)
  expect(await owedMinor(borrower.loanId)).toBe(900_000n)
})

test('choosing otherwise takes the place of one’s own unfinished payment, without a question', async ({
  page,
}) => {
  const borrower = await beginToPay(page)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(page.getByRole('main')).not.toContainText(/another payment|under way/i)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await page.getByRole('radio', { name: /^Settle the whole loan/ }).check()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(page)
  const states = (await paymentsOf(borrower.loanId)).map(({ state }) => state)
  expect(states).toEqual(['cancelled', 'open'])
})

test('somebody else is paying with the link: said before anything is chosen, and a tick goes on', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  const friend = await (await browser.newContext()).newPage()
  await friend.goto(borrower.payLink)
  await friend.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(friend)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(page.getByText(/^Somebody is paying .* with this phone’s link$/)).toBeVisible()
  await page.getByRole('radio', { name: /^Settle the whole loan/ }).check()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await expect(page.locator('#confirmAnother-error')).toContainText('Tick the box')
  await expect(page.getByRole('radio', { name: /^Settle the whole loan/ })).toBeChecked()
  await lookedAt(page, 'pay-another-open')
  await page.getByRole('checkbox', { name: /I know/ }).check()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(page)
  const states = (await paymentsOf(borrower.loanId)).map(({ state }) => state)
  expect(states).toEqual(['cancelled', 'open'])
  await friend.context().close()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('a form that stands beside what another tab has sent, or in another language, is taken', async ({
    page,
    context,
  }) => {
    const borrower = await givenBorrower()
    await signIn(context, borrower)
    const payPage = `${borrower.portal}/phones/${borrower.deviceId}/pay`
    await page.goto(payPage)
    await page.getByRole('radio', { name: /^Another amount/ }).check()
    await page.getByLabel('Amount in LKR').fill('2000')
    await page.getByRole('button', { name: 'Continue to card payment' }).click()
    await expect(page.getByText('Nothing has been paid yet')).toBeVisible()
    await page.getByRole('button', { name: 'Español' }).click()
    await expect(page.getByLabel('Importe en LKR')).toHaveValue('2000')
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByLabel('Amount in LKR')).toHaveValue('2000')
    await chooseArrears(await context.newPage(), borrower.portal)
    await page.getByRole('button', { name: 'Continue to card payment' }).click()
    await atCheckout(page)
    const asked = (await paymentsOf(borrower.loanId)).map(({ state }) => state)
    expect(asked).toEqual(['cancelled', 'open'])
  })
})
