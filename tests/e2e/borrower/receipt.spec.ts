import { expect, test } from '@playwright/test'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { payArrears, paymentOf } from '#tests/e2e/support/pay.ts'

test('the receipt prints on one page, with what matters and without buttons', async ({ page }) => {
  const borrower = await payArrears(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await page.getByRole('link', { name: /receipt/ }).click()
  await lookedAt(page, 'receipt')
  await expect(page.getByRole('main')).toContainText(/Still owed on .+Rs\s9,000\.00/)
  await expect(page.getByRole('main')).toContainText(/Next installment, due .+Rs\s4,500\.00/)
  await page.emulateMedia({ media: 'print' })
  const { reference } = await paymentOf(borrower.loanId)
  for (const said of ['Rs 9,000.00', reference, borrower.loanNumber, 'SANDBOX* SERENDIB MOBI'])
    await expect(page.getByText(said, { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Back to the payment' })).toBeHidden()
  await page.screenshot({
    path: `test-results/pages/${test.info().project.name}/receipt-print.png`,
  })
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
})
