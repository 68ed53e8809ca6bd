import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { another, press } from './given-desk-act.ts'

// Who goes back to a form that was booked, or whose browser sends it again, is told so, and where it stands.
test.describe.configure({ timeout: 240_000 })

const main = (page: Page) => page.getByRole('main')

async function fillPayOut(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Amount given, in LKR').fill(amount)
  await page.getByRole('radio', { name: 'Cash', exact: true }).check()
  await page.getByLabel('Note').fill('To her at the counter, receipt 17')
}

/** The page of a form as it was, with its own token: as the browser's Back shows it. */
async function sameFormAgain(page: Page, token: string): Promise<void> {
  await page.locator('input[name=token]').evaluate((input, value) => {
    ;(input as HTMLInputElement).value = value
  }, token)
}

const tokenOf = (page: Page) => page.locator('input[name=token]').inputValue()

test('credit given back is booked once: sent again, the page says that it is booked and where', async ({
  page,
}) => {
  const { loanId } = await givenBorrower()
  await givenCredit(loanId, 50_000n)
  const { desk } = await signInStaff(page)
  const form = `${desk}/loans/${loanId}/acts/pay-out`
  await page.goto(form)
  const token = await tokenOf(page)
  await fillPayOut(page, '200')
  await press(page, 'Continue')
  await press(page, 'Book it')
  await expect(main(page)).toContainText(/Booked: Rs\s200\.00 of credit was given back/)
  await expect(main(page)).toContainText('In cash on')
  await page.goto(form)
  await sameFormAgain(page, token)
  await fillPayOut(page, '200')
  await press(page, 'Continue')
  await expect(main(page)).toContainText(/Booked: Rs\s200\.00 of credit was given back/)
  await expect(main(page)).not.toContainText('figures')
  await lookedAt(page, 'desk-paid-out-again')
  const booked = await database()
    .selectFrom('creditPayouts')
    .select('amountMinor')
    .where('loanId', '=', loanId)
    .execute()
  expect(booked).toEqual([{ amountMinor: 20_000n }])

  await page.getByRole('link', { name: 'Cash', exact: true }).click()
  const day = page.locator('section', { hasText: 'To her at the counter, receipt 17' }).first()
  await expect(day).toContainText('Credit given back in cash')
  await expect(day).toContainText('Cash out')
  await lookedAt(page, 'desk-cash-paid-out')
})

test('a lock removed by two: the form sent again leads to what the two decided', async ({
  page,
  browser,
}) => {
  const { loanId } = await givenBorrower()
  const { desk } = await signInStaff(page)
  const form = `${desk}/loans/${loanId}/acts/release`
  const kept = await page.context().newPage()
  await page.goto(form)
  await kept.goto(form)
  const token = await tokenOf(page)
  for (const one of [page, kept]) {
    await one.getByRole('radio', { name: /^Is let go/ }).check()
    await one.getByLabel('Reason').fill('Settled at the shop')
    await press(one, 'Continue')
    await expect(main(one)).toContainText('The lock is removed for good')
  }
  await press(page, 'Ask a second person')
  await expect(main(page)).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(approval)
  await press(approver.page, 'Approve and do it now')
  await expect(main(approver.page)).toContainText('Approved and done')
  await sameFormAgain(kept, token)
  await press(kept, 'Ask a second person')
  await expect(main(kept)).toContainText('Approved and done')
  await expect(kept).toHaveURL(approval)
})
