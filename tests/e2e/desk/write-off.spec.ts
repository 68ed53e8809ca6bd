import { expect, type Page, test } from '@playwright/test'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { another, paidByCard, press } from './given-desk-act.ts'

// Two people and a phone: much for one test.
test.describe.configure({ timeout: 120_000 })

const installments = (page: Page) =>
  page.getByRole('table', { name: 'Whole schedule' }).getByRole('row')

test('what is written off with a release is let go of in the schedule, and only what was paid is paid', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const { desk } = await signInStaff(page, { role: 'agent' })
  const loan = `${desk}/loans/${borrower.loanId}`
  await page.goto(loan)
  const paidBefore = await installments(page).filter({ hasText: 'Paid' }).count()
  expect(paidBefore).toBeGreaterThan(0)
  const open = installments(page).filter({ hasText: 'Not due yet' })
  const openBefore = await open.count()
  expect(openBefore).toBeGreaterThan(0)

  await page.goto(`${loan}/acts/release`)
  await page.getByRole('radio', { name: 'Is let go' }).check()
  await page.getByLabel('Reason').fill('The shop had promised it')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('is written off')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  await page.goto(loan)
  await expect(open).toHaveCount(openBefore)

  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(approval)
  await press(approver.page, 'Approve and do it now')
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  expect(await owedMinor(borrower.loanId)).toBe(0n)
  await expectScreen(borrower, 'home')
  await page.goto(loan)
  await expect(installments(page).filter({ hasText: 'Let go, not asked for' })).toHaveCount(
    openBefore,
  )
  await expect(installments(page).filter({ hasText: 'Paid' })).toHaveCount(paidBefore)
  await expect(page.getByRole('main')).toContainText('Written off')
  await lookedAt(page, 'desk-loan-written-off')
})
