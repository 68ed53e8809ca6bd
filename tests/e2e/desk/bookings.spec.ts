import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { setAside } from '#tests/e2e/support/set-aside.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { press } from './given-desk-act.ts'

// A phone and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

async function fillCash(page: Page, amount: string, receipt: string): Promise<void> {
  await page.getByLabel('Amount in LKR').fill(amount)
  await page.getByRole('radio', { name: 'Cash', exact: true }).check()
  await page.getByLabel('Number of your paper receipt').fill(receipt)
}

test('cash opens the phone; the second click books nothing more; a wrong entry is undone', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  const cash = `${desk}/loans/${borrower.loanId}/acts/cash`
  await page.goto(cash)
  await fillCash(page, 'much', '')
  await press(page, 'Continue')
  await expect(page.getByLabel('Amount in LKR')).toHaveValue('much')
  await lookedAt(page, 'desk-cash-faults')
  const receipt = randomUUID().slice(0, 8)
  await fillCash(page, '9000', receipt)
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('Unlocks now')
  await expect(page.getByRole('main')).toContainText('One person is enough')
  await lookedAt(page, 'desk-cash-effects')
  await page.getByRole('button', { name: 'Book it' }).dblclick()
  await expect(page.getByRole('main')).toContainText('Booked. The receipt is on its way')
  await expectScreen(borrower, 'home')
  expect(await owedMinor(borrower.loanId)).toBe(900_000n)
  await expect(page.getByRole('main')).toContainText(/Effect on the lock\s*Open(?! until a date)/)
  await lookedAt(page, 'desk-payment-cash')

  await page.goto(cash)
  await fillCash(page, '100', receipt)
  await press(page, 'Continue')
  await expect(page.locator('#officeReceipt-error')).toContainText('was booked before')

  const { id: paymentId } = await paymentOf(borrower.loanId)
  await page.goto(`${desk}/payments/${paymentId}`)
  await page.getByRole('link', { name: 'Undo this entry' }).click()
  await page.getByLabel('Reason').fill('Entered on the wrong loan')
  await press(page, 'Continue')
  await lookedAt(page, 'desk-reverse')
  await press(page, 'Undo it')
  await expect(page.getByRole('main')).toContainText('The entry is undone')
  await expect(page.getByRole('main')).toContainText('Booked, then undone')
  await expect(page.getByRole('main')).not.toContainText('Paid and booked')
  await expect(page.getByRole('main')).toContainText('so it opens nothing any more')
  await expect(page.getByRole('main')).toContainText('The phone nowOpen')
  expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
})

test('whoever goes back and enters another receipt books another payment, or reads why not', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/cash`)
  const enter = async (amount: string) => {
    await fillCash(page, amount, randomUUID().slice(0, 8))
    await press(page, 'Continue')
  }
  await enter('100')
  await press(page, 'Book it')
  await expect(page.getByRole('main')).toContainText('Booked. The receipt is on its way')
  await page.goBack()
  await page.waitForLoadState('networkidle')
  await enter('200')
  await expect(page.getByRole('main')).toContainText('figures have changed')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('200.00 is booked')
  await press(page, 'Book it')
  await expect(page.getByRole('main')).toContainText('Booked. The receipt is on its way')
  await expect(page.getByRole('main')).toContainText('200.00')
  expect(await owedMinor(borrower.loanId)).toBe(1_770_000n)
})

test('money that was set aside is booked by a person, and the phone opens', async ({ page }) => {
  const borrower = await givenBorrower()
  const paymentId = await setAside(borrower)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/payments/${paymentId}`)
  await expect(page.getByRole('main')).toContainText('is set aside for a person')
  await lookedAt(page, 'desk-payment-aside')
  await page.getByRole('link', { name: 'Book it to the loan' }).click()
  await press(page, 'Continue')
  await lookedAt(page, 'desk-book')
  await press(page, 'Book it to the loan')
  await expect(page.getByRole('main')).toContainText('Booked to the loan')
  await expectScreen(borrower, 'home')
})
