import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { another, paidByCard, press } from './given-desk-act.ts'
import { lookedAt } from './support/looked-at.ts'
import { owedMinor, paymentOf } from './support/pay.ts'
import { signInStaff } from './support/staff.ts'

// Two people, a phone and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

async function fillRefund(page: Page, extent: 'all' | 'part', amount = ''): Promise<void> {
  const name = extent === 'all' ? 'All that can be given back' : 'A part'
  await page.getByRole('radio', { name }).check()
  await page.getByLabel('Amount in LKR').fill(amount)
  await page.getByLabel('Reason').fill('Paid for somebody else’s phone')
}

test('a refund above the limit: one asks, another agrees, Stripe gives it back, the books say so', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const { id: paymentId } = await paymentOf(borrower.loanId)
  const { desk } = await signInStaff(page, { role: 'agent' })
  await page.goto(`${desk}/payments/${paymentId}`)
  await lookedAt(page, 'desk-payment')
  await page.getByRole('link', { name: 'Give money back' }).click()
  await press(page, 'Continue')
  await expect(page.getByRole('link', { name: 'Choose how much' })).toBeVisible()
  await lookedAt(page, 'desk-refund-faults')
  await fillRefund(page, 'all')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('is owed again')
  await expect(page.getByRole('main')).toContainText('A second person must agree')
  await lookedAt(page, 'desk-refund-effects')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  await expect(page.getByRole('button', { name: /Approve/ })).toHaveCount(0)
  await lookedAt(page, 'desk-approval-asked')
  const approval = page.url().split('?')[0] ?? ''
  expect(await owedMinor(borrower.loanId)).toBe(2_000_000n)

  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(`${desk}/approvals`)
  await lookedAt(approver.page, 'desk-approvals')
  await approver.page.goto(approval)
  await press(approver.page, 'Refuse')
  await expect(approver.page.locator('#note-error')).toContainText('Write why')
  await lookedAt(approver.page, 'desk-approval-decide')
  await approver.page.getByRole('button', { name: 'Approve and do it now' }).dblclick()
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  // Who presses twice is not told that somebody else was faster.
  await approver.page.waitForLoadState('networkidle')
  await expect(approver.page.getByRole('main')).not.toContainText('Not counted')
  await expect.poll(() => owedMinor(borrower.loanId)).toBe(4_000_000n)
  await page.goto(`${desk}/payments/${paymentId}`)
  await expect(page.getByRole('main')).toContainText('was given back')
  await lookedAt(page, 'desk-payment-refunded')
})

test('a refund form whose figures have changed is refused and shown again; what was typed stays', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser)
  const { id: paymentId } = await paymentOf(borrower.loanId)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/payments/${paymentId}/refund`)
  await fillRefund(page, 'part', '1000')
  await press(page, 'Continue')
  const other = await another(browser, {})
  await other.page.goto(`${desk}/payments/${paymentId}/refund`)
  await fillRefund(other.page, 'part', '500')
  await press(other.page, 'Continue')
  await press(other.page, 'Give it back')
  await expect(other.page.getByRole('main')).toContainText('on its way to Stripe')
  await press(page, 'Give it back')
  await expect(page.getByRole('main')).toContainText('The figures have changed')
  await expect(page.getByLabel('Amount in LKR')).toHaveValue('1000')
  await lookedAt(page, 'desk-refund-stale')
  const refunds = await database()
    .selectFrom('refunds')
    .select('amountMinor')
    .where('paymentId', '=', paymentId)
    .execute()
  expect(refunds).toEqual([{ amountMinor: 50_000n }])
})
