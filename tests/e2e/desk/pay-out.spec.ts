import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { press } from './given-desk-act.ts'

test('a case about credit is not closed by a note, but by booking that the credit was given back', {
  tag: '@laptop',
}, async ({ page }) => {
  test.slow()
  const borrower = await givenBorrower()
  await givenCredit(borrower.loanId)
  await followCredits(Temporal.Now.instant())
  const { id } = await database()
    .selectFrom('cases')
    .select('id')
    .where('loanId', '=', borrower.loanId)
    .where('kind', '=', 'credit_left')
    .executeTakeFirstOrThrow()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/cases/${id}`)
  await page.getByLabel('What was done').fill('Gave the 500 at the counter')
  await press(page, 'Close the case')
  await expect(page.locator('#note-error')).toContainText('the credit is still in the books')
  await page.getByRole('link', { name: 'Book credit given back' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText(/Credit now\s*Rs\s500\.00/)
  await page.getByLabel('Amount given, in LKR').fill('500')
  await page.getByRole('radio', { name: 'Cash', exact: true }).check()
  await page.getByLabel('Note').fill('To her at the counter, receipt 17')
  await press(page, 'Continue')
  await expect(main).toContainText(/The borrower is told that Rs\s500\.00 was given back/)
  await expect(main).toContainText(/One person is enough: up to .* of one loan’s credit/)
  await expect(main).toContainText('the phone’s lock stay as they are')
  await lookedAt(page, 'desk-pay-out')
  await press(page, 'Book it')
  await expect(main).toContainText('Credit paid out')
  await page.goto(`${desk}/cases/${id}`)
  await expect(main).toContainText(/Closed/)
})
