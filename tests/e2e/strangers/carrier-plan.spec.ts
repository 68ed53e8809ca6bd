import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { ContractType } from '#lib/domain/loan/contract-type.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { say } from '#tests/e2e/support/words.ts'

async function makeContract(
  { loanId }: Borrower,
  contractType: ContractType,
  airtimeOverdueMinor = 0n,
): Promise<void> {
  await database()
    .updateTable('loans')
    .set({ contractType, airtimeOverdueMinor })
    .where('id', '=', loanId)
    .execute()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('paying the phone of a carrier’s plan opens it, although its airtime is late', {
      tag: '@laptop',
    }, async ({ page, browser }) => {
      const borrower = await givenBorrower()
      await makeContract(borrower, 'carrier_plan', 145_000n)
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
      const main = page.getByRole('main')
      await expect(main).toContainText('Carrier plan')
      await expect(main).toContainText('1,450.00')
      await expect(main).toContainText('it does not lock the phone')
      if (javaScriptEnabled) await lookedAt(page, 'carrier-plan')
      await page.goto(`${borrower.portal}/phones`)
      await expect(main).toContainText('This is for the phone alone')
      await expect(main).not.toContainText('1,450.00')
      if (javaScriptEnabled) await lookedAt(page, 'carrier-plan-home')
      await page.getByRole('radio', { name: /^Everything overdue/ }).check()
      await page.getByRole('button', { name: say('en', 'pay.continue') }).click()
      await atCheckout(page)
      await payByCard(page)
      await expectScreen(borrower, 'home')

      const context = await browser.newContext({ javaScriptEnabled })
      const { desk } = await signInStaff(context, {})
      const staff = await context.newPage()
      await staff.goto(`${desk}/loans/${borrower.loanId}`)
      await expect(staff.getByRole('main')).toContainText('Airtime overdue, told by the file')
      await context.close()
    })
  })
}

test('a contract is called by its name', async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  for (const [type, name, means] of [
    ['loan', 'Loan', 'You pay back the money'],
    ['hire_purchase', 'Hire purchase', 'until the last installment'],
    ['lease', 'Lease', 'stays the lender’s'],
  ] as const) {
    await makeContract(borrower, type)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
    await expect(page.getByRole('main')).toContainText(name)
    await expect(page.getByRole('main')).toContainText(means)
    await expect(page.getByRole('main')).not.toContainText('Airtime')
    await page.goto(`${borrower.portal}/phones`)
    await expect(page.getByRole('main')).not.toContainText('This is for the phone alone')
  }
})
