import { type Browser, expect, type Page } from '@playwright/test'
import { type Borrower, givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'

export const title = (page: Page) => page.getByRole('heading', { level: 1 })
export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click()

/** Somebody of the lender's staff at a computer of their own, on the page of returns. */
export async function atDesk(
  browser: Browser,
  lender: 'serendib' | 'hoshi' = 'serendib',
): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  const { desk } = await signInStaff(page, { lender })
  await page.goto(`${desk}/returns`)
  return page
}

export async function asBorrower(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  return borrower
}

export async function expectOnePage(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
}

export const photo = async () => ({
  name: 'phone.jpg',
  mimeType: 'image/jpeg',
  buffer: await photoFromCamera(),
})
