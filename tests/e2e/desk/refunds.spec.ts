import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookRefund } from '#lib/workflows/refunds/book-refund.ts'
import { signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, paymentOf } from '#tests/e2e/support/pay.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { another, paidByCard, press } from './given-desk-act.ts'

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
  const { desk, name } = await signInStaff(page, { role: 'agent', name: 'Amara Dias' })
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

  const approver = await another(browser, { role: 'approver', name: 'Ruwan Silva' })
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
  await expect(page.getByRole('main')).toContainText('so it opens nothing any more')
  await expect(page.getByRole('main')).toContainText(
    new RegExp(`${name} with \\W?${approver.name}`),
  )
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
  await expect(other.page.getByRole('main')).toContainText(
    /One person is enough: up to .* of one payment/,
  )
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

test('a refund for which the payer must say where to is not said to be on its way', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser)
  const { id: paymentId } = await paymentOf(borrower.loanId)
  await askedByStripe(paymentId)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/payments/${paymentId}`)
  const main = page.getByRole('main')
  await expect(main).toContainText('Rs 2,000.00 waits to be given back')
  await expect(main).toContainText(/It can be answered until .*15 January 2031/)
  await expect(main).not.toContainText('is given back')
  await lookedAt(page, 'payment-refund-waits')
  await page.goto(`${borrower.portal}/payments`)
  await expect(main).toContainText('Refund waits for the payer')
  const staff = await another(browser, {})
  const desk = staff.page.getByRole('main')
  await staff.page.goto(`${staff.desk}/payments/${paymentId}`)
  await expect(desk).toContainText('waits for the payer: Stripe has asked them by e-mail')
  await expect(desk).toContainText(/They can answer until .*15 January 2031/)
  await expect(desk).not.toContainText('Given back so far')
  await lookedAt(staff.page, 'desk-payment-refund-waits')
  await staff.page.goto(`${staff.desk}/loans/${borrower.loanId}`)
  await expect(desk).toContainText('Rs 2,000.00 waits until the payer says where it shall go')
})

/** Given back by the lender at Stripe, which asks the payer where to. */
async function askedByStripe(paymentId: string): Promise<void> {
  const { paymentIntentId } = await database()
    .selectFrom('payments')
    .select('paymentIntentId')
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
  await transaction((tx) =>
    bookRefund(tx, {
      pspRefundId: `re_${paymentId}`,
      refundId: null,
      state: 'requires_action',
      paymentIntentId: paymentIntentId ?? '',
      now: Temporal.Now.instant(),
      actionDueAt: Temporal.Instant.from('2031-01-15T06:30:00Z'),
      money: { amountMinor: 200_000n, currency: 'LKR' },
    }),
  )
}
