import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBuyer } from '#tests/cases/given-buyer.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('a buyer pays the loan off by a link from the desk, and the lock is removed for good', {
      tag: '@laptop',
    }, async ({ page, browser }) => {
      const borrower = await givenBorrower()
      const buyer = await givenBuyer(borrower, borrower.imei)
      const context = await browser.newContext({ javaScriptEnabled })
      const { desk } = await signInStaff(context, { name: 'Amara Silva' })
      const staff = await context.newPage()
      await staff.goto(`${desk}/cases/${buyer.caseId}`)
      await staff.getByRole('link', { name: 'Link to pay it off' }).click()
      await expect(staff.getByLabel(/Reference of the buyer/)).toHaveValue(buyer.reference)
      await staff.getByLabel('Reason').fill('Bought in good faith')
      await staff.getByRole('button', { name: 'Continue' }).click()
      await staff.getByRole('button', { name: 'Make the link' }).click()
      await expect(staff.getByText('The link is made')).toBeVisible()
      if (javaScriptEnabled) await lookedAt(staff, 'desk-settlement-link')
      await context.close()

      await page.goto(`${borrower.portal}/bought/${buyer.code}`)
      await expect(page.getByRole('main')).toContainText('You can pay it off')
      if (javaScriptEnabled) await lookedAt(page, 'bought-pay-off')
      await page.getByRole('link', { name: 'See the amount' }).click()
      const main = page.getByRole('main')
      const title = page.getByRole('heading', { level: 1 })
      await expect(title).toHaveText('Pay off this phone')
      await expect(main).toContainText('Xiaomi 13T')
      for (const own of ['Nimali', 'Perera', borrower.loanNumber, borrower.email])
        await expect(main).not.toContainText(own)
      if (javaScriptEnabled) await lookedAt(page, 'pay-off')
      const link = page.url()
      await page.getByRole('button', { name: /^Continue to/ }).click()
      await atCheckout(page)
      await payByCard(page)
      await expect(title).toHaveText(/lock|free/i, { timeout: 60_000 })
      await expectScreen(borrower, 'home')
      if (javaScriptEnabled) await lookedAt(page, 'pay-off-paid')
      const { outstandingMinor } = await database()
        .selectFrom('loans')
        .select('outstandingMinor')
        .where('id', '=', borrower.loanId)
        .executeTakeFirstOrThrow()
      expect(outstandingMinor).toBe(0n)
      await page.goto(link)
      await expect(title).toHaveText('Nothing needs to be paid now')
    })
  })
}

test('a link whose time is over says so, and nothing is paid by it', async ({ page, context }) => {
  const borrower = await givenBorrower()
  const buyer = await givenBuyer(borrower)
  const { desk } = await signInStaff(context, {})
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/settlement-link?case=${buyer.reference}`)
  await page.getByLabel('Reason').fill('Bought in good faith')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Make the link' }).click()
  await expect(page.getByText('The link is made')).toBeVisible()
  const { code } = await database()
    .updateTable('payLinks')
    .set({ endsAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('caseId', '=', buyer.caseId)
    .returning('code')
    .executeTakeFirstOrThrow()
  await page.goto(`${borrower.portal}/p/${code}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has ended')
  await expect(page.getByRole('button', { name: /^Continue to/ })).toHaveCount(0)
  await lookedAt(page, 'pay-off-ended')
})
