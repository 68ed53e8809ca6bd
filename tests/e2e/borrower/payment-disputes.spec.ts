import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { another, paidByCard, press } from '#tests/e2e/desk/given-desk-act.ts'
import { signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, paymentOf } from '#tests/e2e/support/pay.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { atStripe } from '#tests/e2e/support/world.ts'

// Two people, a borrower and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

async function caseOf(loanId: string): Promise<string> {
  const found = () =>
    database()
      .selectFrom('cases')
      .select('id')
      .where('loanId', '=', loanId)
      .where('kind', '=', 'dispute')
      .executeTakeFirst()
  await expect.poll(found).toBeDefined()
  return (await found())?.id ?? ''
}

/** Looks at the page until Stripe's news has come. */
async function says(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText(text, { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
}

test('a card payment is disputed, answered and lost; two people make it owed again, and the borrower is told', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const payment = await paymentOf(borrower.loanId)
  const { checkoutSessionId } = await database()
    .selectFrom('payments')
    .select('checkoutSessionId')
    .where('id', '=', payment.id)
    .executeTakeFirstOrThrow()
  const bank = (action: Parameters<typeof atStripe>[1]) => atStripe(checkoutSessionId ?? '', action)
  await bank('dispute')
  const { desk } = await signInStaff(page, { role: 'agent' })
  await page.goto(`${desk}/cases/${await caseOf(borrower.loanId)}`)
  await says(page, 'Waits for your answer')
  await expect(page.getByRole('main')).toContainText('I did not make this payment')
  await expect(page.getByRole('main')).toContainText('Answer at Stripe by')
  await lookedAt(page, 'desk-dispute-to-answer')
  await bank('dispute-answered')
  await says(page, 'The bank decides')
  await bank('dispute-lost')
  const hers = await browser.newContext({ locale: 'en-GB' })
  await signIn(hers, borrower)
  const home = await hers.newPage()
  await home.goto(`${borrower.portal}/phones`)
  await says(home, 'A bank has taken a payment for this phone back')
  await expect(home.getByRole('main')).not.toContainText('If the bank keeps it')
  await lookedAt(home, 'phones-disputed')
  await home.goto(`${borrower.portal}/payments/${payment.id}`)
  await expect(home.getByText('A bank has taken a payment for this phone back')).toBeVisible()
  await hers.close()
  await says(page, 'Decided for the payer')
  await lookedAt(page, 'desk-dispute-lost')
  expect(await owedMinor(borrower.loanId)).toBe(2_000_000n)

  await page.getByRole('link', { name: 'Make the amount owed again' }).click()
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('Write why')
  await page.getByLabel('Reason').fill('Paid with a stolen card')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('No phone is locked by this')
  await lookedAt(page, 'desk-owed-again-effects')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  expect(await owedMinor(borrower.loanId)).toBe(2_000_000n)

  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(approval)
  await lookedAt(approver.page, 'desk-owed-again-decide')
  await press(approver.page, 'Approve and do it now')
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  expect(await owedMinor(borrower.loanId)).toBe(4_000_000n)

  const theirs = await browser.newContext({ locale: 'en-GB' })
  await signIn(theirs, borrower)
  const shown = await theirs.newPage()
  await shown.goto(`${borrower.portal}/payments/${payment.id}`)
  await expect(shown.getByRole('main')).toContainText('of this payment back')
  await lookedAt(shown, 'payment-owed-again')
  // It asks for money, so it goes out by day.
  const told = await database()
    .selectFrom('notices')
    .select('recipient')
    .where('kind', '=', 'dispute_owed_again')
    .where('recipient', '=', borrower.email)
    .execute()
  expect(told).toHaveLength(1)
})
