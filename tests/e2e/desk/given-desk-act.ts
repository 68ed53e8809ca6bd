import { type Browser, expect, type Page } from '@playwright/test'
import type { Borrower, Wish } from '#tests/e2e/support/borrower.ts'
import { payArrears, paymentOf } from '#tests/e2e/support/pay.ts'
import { type StaffWish, signInStaff } from '#tests/e2e/support/staff.ts'

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click()

/** Somebody else of the staff, at a browser of their own. */
export async function another(browser: Browser, wish: StaffWish) {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  return { page, ...(await signInStaff(page, wish)) }
}

/** A borrower who has paid the arrears by card, and whose payment is booked. */
export async function paidByCard(browser: Browser, wish: Wish = {}): Promise<Borrower> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  const borrower = await payArrears(page, wish)
  await expect.poll(async () => (await paymentOf(borrower.loanId)).state).toBe('paid')
  await page.context().close()
  return borrower
}
