import { expect, type Page } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './borrower.ts'

export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  challenge: '4000002760003184',
}

/** From home to Stripe, paying everything that is overdue. */
export async function chooseArrears(page: Page, portal: string): Promise<void> {
  await page.goto(`${portal}/phones`)
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
}

/** Somebody at Stripe's page with all that is overdue to pay. */
export async function beginToPay(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await chooseArrears(page, borrower.portal)
  return borrower
}

/** The same, who has paid by card and is back at the portal. */
export async function payArrears(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await beginToPay(page, wish)
  await payByCard(page)
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
  return borrower
}

export async function atCheckout(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Pay / })).toBeVisible()
}

/** Fills Stripe's page and sends it. */
export async function payByCard(page: Page, number = cards.good): Promise<void> {
  await page.getByLabel('Email').fill('payer@mail.example')
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByLabel('Name', { exact: true }).fill('A Payer')
  await page.getByRole('button', { name: /^Pay / }).click()
}

/** Pays like payByCard, but the browser is gone before Stripe could send it back. */
export async function payAndVanish(page: Page): Promise<void> {
  const answered = Promise.withResolvers<void>()
  await page.route(/\/checkout\//, async (route) => {
    await route.fetch({ maxRedirects: 0 })
    await route.abort()
    answered.resolve()
  })
  await payByCard(page)
  await answered.promise
  await page.context().close()
}

/** Promises cash at a shop, and comes back. */
export async function payByVoucher(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'OXXO voucher' }).check()
  await page.getByLabel('Email').fill('payer@mail.example')
  await page.getByLabel('Name', { exact: true }).fill('A Payer')
  await page.getByRole('button', { name: /^Pay / }).click()
  // Stripe shows the voucher on a page of its own; whoever wants to goes back from there.
  await page.getByRole('link', { name: 'Continue' }).click()
}

/** The loan's payments, oldest first. */
export function paymentsOf(loanId: string) {
  return database()
    .selectFrom('payments')
    .select(['id', 'state', 'reference', 'checkoutSessionId', 'choice', 'paidMinor', 'unlockId'])
    .where('loanId', '=', loanId)
    .orderBy('createdAt')
    .execute()
}

/** The loan's only payment. */
export async function paymentOf(loanId: string) {
  const [payment, ...others] = await paymentsOf(loanId)
  if (!payment || others.length > 0) throw new Error(`there are ${others.length + 1} payments`)
  return { ...payment, checkoutSessionId: payment.checkoutSessionId ?? '' }
}

/** What the ledger says is still owed. */
export async function owedMinor(loanId: string): Promise<bigint> {
  const { owed } = await database()
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.sum<string>('amountMinor').as('owed'))
    .where('loanId', '=', loanId)
    .where('account', '=', 'loan_receivable')
    .executeTakeFirstOrThrow()
  return BigInt(owed ?? 0)
}
