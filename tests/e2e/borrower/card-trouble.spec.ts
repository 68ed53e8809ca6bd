import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import {
  atCheckout,
  beginToPay,
  cards,
  payAndVanish,
  payByCard,
  paymentOf,
  paymentsOf,
} from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { atStripe } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('a declined card costs nothing, and another card pays', { tag: '@laptop' }, async ({
  page,
}) => {
  const borrower = await beginToPay(page)
  await payByCard(page, cards.declined)
  await expect(page.getByRole('alert')).toContainText('declined')
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/payments/${id}`)
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await lookedAt(page, 'payment-declined')
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  expect(await paymentsOf(borrower.loanId)).toHaveLength(1)
})

test('3-D Secure: failing it costs nothing, completing it pays', { tag: '@laptop' }, async ({
  page,
}) => {
  const borrower = await beginToPay(page)
  await payByCard(page, cards.challenge)
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect(page.getByRole('alert')).toContainText('unable to authenticate')
  const { id, state } = await paymentOf(borrower.loanId)
  expect(state).toBe('open')
  await page.goto(`${borrower.portal}/payments/${id}`)
  await expect(page.getByRole('main')).toContainText('The bank could not confirm')
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await atCheckout(page)
  await payByCard(page, cards.challenge)
  await page.getByRole('button', { name: 'Complete' }).click()
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await expectScreen(borrower, 'home')
})

test('who leaves Stripe’s page and comes back has paid nothing, and can go on or give up', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await beginToPay(page)
  await page.getByRole('link', { name: 'Cancel and go back' }).click()
  await expect(title(page)).toHaveText('The payment is not finished')
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await expect(page.getByText('Go on paying, or choose another amount.')).toBeVisible()
  await lookedAt(page, 'payment-not-finished')
  await page.getByRole('link', { name: 'Choose another amount' }).click()
  await expect(page.getByRole('radio', { name: /^Another amount/ })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await atCheckout(page)
  await page.getByRole('link', { name: 'Cancel and go back' }).click()
  await page.getByRole('button', { name: 'Cancel this payment' }).click()
  await expect(title(page)).toHaveText('The payment was cancelled')
  await expect(page.getByRole('main').getByRole('list')).toHaveCount(0)
  await lookedAt(page, 'payment-cancelled')
  expect((await look(borrower)).screen).toBe('lock')
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(title(page)).toHaveText('How much do you want to pay?')
})

test('a page at Stripe that was not used in time says so, and that nothing was taken', async ({
  page,
}) => {
  const borrower = await beginToPay(page)
  const { id, checkoutSessionId } = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/payments/${id}`)
  await database()
    .updateTable('payments')
    .set({ expiresAt: Temporal.Now.instant() })
    .where('id', '=', id)
    .execute()
  await atStripe(checkoutSessionId, 'expire')
  await expect(title(page)).toHaveText('The payment page was not used in time')
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await lookedAt(page, 'payment-expired')
})

test('a browser closed right after paying changes nothing: the phone opens', async ({
  page,
  browser,
}) => {
  const gone = await browser.newPage()
  const borrower = await beginToPay(gone)
  await payAndVanish(gone)
  await expectScreen(borrower, 'home')
  const { id } = await paymentOf(borrower.loanId)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/payments/${id}`)
  await expect(title(page)).toHaveText('Your phone is unlocked')
})

test('who was signed out while paying sees how it stands, and nothing of the loan', async ({
  page,
  context,
}) => {
  const borrower = await beginToPay(page)
  await context.clearCookies()
  await payByCard(page)
  await expect(page).toHaveURL(/\/paid\//)
  await expect(title(page)).toHaveText('The phone is unlocked', { timeout: 30_000 })
  const html = await page.content()
  for (const own of ['Nimali', borrower.email, borrower.loanNumber]) expect(html).not.toContain(own)
  await lookedAt(page, 'paid-signed-out')
})
