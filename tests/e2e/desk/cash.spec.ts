import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, paymentOf } from '#tests/e2e/support/pay.ts'
import { promiseAll, promisePage } from '#tests/e2e/support/promise.ts'
import { saved } from '#tests/e2e/support/saved.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { another, press } from './given-desk-act.ts'

// Two people, a phone and many looks: much for one test.
test.describe.configure({ timeout: 240_000 })

async function fillCash(page: Page, amount: string): Promise<string> {
  const receipt = randomUUID().slice(0, 8)
  await page.getByLabel('Amount in LKR').fill(amount)
  await page.getByRole('radio', { name: 'Cash', exact: true }).check()
  await page.getByLabel('Number of your paper receipt').fill(receipt)
  return receipt
}

test('cash that ends a loan is asked of a second person, who sees whose it is and what it does', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await givenBorrower()
  const { desk, name } = await signInStaff(page, { name: 'Amara Dias' })
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/cash`)
  await expect(page.getByRole('main')).toContainText(/Overdue\s*Rs\s9,000\.00/)
  await fillCash(page, '90000')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('A second person must agree to this')
  await expect(page.getByRole('main')).toContainText(
    /LKR 0\.00 was entered today|Rs\s0\.00 was entered today/,
  )
  await expect(page.locator('#note-error')).toContainText('Write for the second person')
  await lookedAt(page, 'desk-cash-by-two')
  await page.getByLabel('For the second person').fill('Counted at the counter, it is in the safe')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('It ends the loan')
  await expect(page.getByRole('main')).toContainText(/Give .* back as change/)
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
  const approval = page.url().split('?')[0] ?? ''

  const approver = await another(browser, { role: 'approver', name: 'Ruwan Silva' })
  await approver.page.goto(`${desk}/approvals`)
  await expect(approver.page.getByRole('main')).toContainText(borrower.loanNumber)
  await approver.page.goto(approval)
  const main = approver.page.getByRole('main')
  await expect(main).toContainText(borrower.loanNumber)
  await expect(main).toContainText('becomes the borrower’s credit')
  await lookedAt(approver.page, 'desk-approval-cash')
  await press(approver.page, 'Approve and do it now')
  await expect(main).toContainText('Approved and done')
  expect(await owedMinor(borrower.loanId)).toBe(0n)
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(`${desk}/payments/${id}`)
  await expect(page.getByRole('main')).toContainText(
    new RegExp(`Taken by${name} with \\W?${approver.name}`),
  )
})

test('figures that changed while it waited: both are shown, it is sent back, and the asker finds it', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page, { role: 'agent' })
  const form = `${desk}/loans/${borrower.loanId}/acts/cash`
  await page.goto(form)
  await fillCash(page, '18000')
  await page.getByLabel('For the second person').fill('Counted at the counter')
  await press(page, 'Continue')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  await page.getByRole('navigation').getByRole('link', { name: 'Approvals' }).click()
  await expect(page.getByRole('main')).toContainText(borrower.loanNumber)
  await page.goto(form)
  await fillCash(page, '500')
  await press(page, 'Continue')
  await press(page, 'Book it')
  await expect(page.getByRole('main')).toContainText('Taken by')

  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(approval)
  const main = approver.page.getByRole('main')
  await expect(main).toContainText('Things have changed since it was asked')
  await expect(main).toContainText(/Owed when asked\D*18,000\.00/)
  await expect(main).toContainText(/Owed now\D*17,500\.00/)
  await expect(main.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await lookedAt(approver.page, 'desk-approval-changed')
  await press(approver.page, 'Send it back')
  await expect(main).toContainText('Not done: things had changed')

  await page.goto(`${desk}?mine=1`)
  await page.getByRole('link', { name: 'Asked of a second person, not done' }).first().click()
  await expect(page.getByRole('main')).toContainText(/Book Rs\s18,000\.00 that was taken/)
  await expect(page.getByRole('main')).toContainText(`Decided by${approver.name}`)
  await expect(page.getByRole('main')).toContainText('Why it was askedCounted at the counter')
  await page.getByRole('link', { name: 'What was asked, and the answer' }).click()
  await expect(page.getByRole('main')).toContainText('Not done: things had changed')
})

test('cash on a loan that owes nothing is said to be credit, and to end nothing', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await givenCredit(borrower.loanId, 0n)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/cash`)
  const main = page.getByRole('main')
  await expect(main).toContainText('This loan owes nothing')
  await fillCash(page, '100')
  await page.getByLabel('For the second person').fill('She wants it kept')
  await press(page, 'Continue')
  await expect(main).toContainText(/all of Rs\s100\.00 becomes the borrower’s credit/)
  await expect(main).not.toContainText('is enough')
  await expect(main).not.toContainText('It ends the loan')
  await lookedAt(page, 'desk-cash-settled')
})

test('cash for a phone that a person opens by hand says so, and nothing of now', async ({
  page,
}) => {
  const { loanId } = await givenBorrower({ provider: 'manual' })
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${loanId}/acts/cash`)
  await fillCash(page, '9000')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('a person opens it by hand')
  await expect(page.getByRole('main')).not.toContainText('Unlocks now')
})

test('a paper receipt that was booked is refused at once, however it is written now', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  const form = `${desk}/loans/${borrower.loanId}/acts/cash`
  await page.goto(form)
  const receipt = await fillCash(page, '100')
  await press(page, 'Continue')
  await press(page, 'Book it')
  await expect(page.getByRole('main')).toContainText('Taken by')
  await page.goto(form)
  await fillCash(page, '100')
  await page
    .getByLabel('Number of your paper receipt')
    .fill(receipt.toUpperCase().split('').join(' '))
  await press(page, 'Continue')
  await expect(page.locator('#officeReceipt-error')).toContainText('This receipt was booked before')
  await expect(page.getByRole('button', { name: 'Book it' })).toHaveCount(0)
})

test('the cash of a day is counted and taken over by a second person', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await givenBorrower()
  const { desk, name } = await signInStaff(page, { name: `Amara ${Date.now()}` })
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/cash`)
  const receipt = await fillCash(page, '9000')
  await press(page, 'Continue')
  await press(page, 'Book it')
  await expect(page.getByRole('main')).toContainText(`Taken by${name}`)
  await page.getByRole('link', { name: 'Cash', exact: true }).click()
  const own = page.locator('section', { hasText: name })
  await expect(own).toContainText(`receipt ⁨${receipt}`)
  await expect(own).toContainText('Not counted yet')
  await expect(own.getByRole('link', { name: 'Count it and take it over' })).toHaveCount(0)
  expect((await saved(page, 'Save this list as CSV')).text).toContain(receipt)

  const second = await another(browser, { role: 'approver' })
  await second.page.goto(`${desk}/cash`)
  const theirs = second.page.locator('section', { hasText: name })
  await theirs.getByRole('link', { name: 'Count it and take it over' }).click()
  await second.page.getByLabel('Counted, in LKR').fill('8900')
  await press(second.page, 'Continue')
  await expect(second.page.locator('#note-error')).toContainText('It is not what was entered')
  await lookedAt(second.page, 'desk-cash-count')
  await second.page.getByLabel('Why it is another amount').fill('One note is missing')
  await press(second.page, 'Continue')
  await press(second.page, 'I have counted it and have it')
  await expect(theirs).toContainText(`taken over by ⁨${second.name}`)
  await expect(theirs).toContainText('One note is missing')
  await lookedAt(second.page, 'desk-cash-day')
})

test('before cash is taken the promise that it meets is named, and whether it keeps it', async ({
  page,
  browser,
}) => {
  const own = await (await browser.newContext()).newPage()
  const borrower = await promisePage(own)
  await promiseAll(own)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/cash`)
  const main = page.getByRole('main')
  await expect(main).toContainText('What this money meets')
  await expect(main).toContainText(
    /Promise .+: Rs\s9,000\.00 by .+\. Rs\s9,000\.00 of it is missing/,
  )
  await lookedAt(page, 'desk-cash-promised')
  await fillCash(page, '4500')
  await press(page, 'Continue')
  await expect(main).toContainText(/a part of the promise .+: after it, Rs\s4,500\.00 is missing/)
  await fillCash(page, '9000')
  await press(page, 'Book it')
  await expect(main).toContainText(/It keeps the promise .+ of Rs\s9,000\.00/)
})
