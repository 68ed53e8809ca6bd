import { type Browser, expect, type Page } from '@playwright/test'
import { type Borrower, givenBorrower, signIn, type Wish } from './support/borrower.ts'
import { chooseArrears, payByCard, paymentOf } from './support/pay.ts'
import { type StaffWish, signInStaff } from './support/staff.ts'

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click()

/** Somebody else of the staff, at a browser of their own. */
export async function another(browser: Browser, wish: StaffWish) {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  return { page, ...(await signInStaff(page, wish)) }
}

/** A borrower who has paid the arrears by card, and whose payment is booked. */
export async function paidByCard(browser: Browser, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  const context = await browser.newContext({ locale: 'en-GB' })
  await signIn(context, borrower)
  const page = await context.newPage()
  await chooseArrears(page, borrower.portal)
  await payByCard(page)
  await expect(page).toHaveURL(/\/payments\//)
  await expect.poll(async () => (await paymentOf(borrower.loanId)).state).toBe('paid')
  await context.close()
  return borrower
}
