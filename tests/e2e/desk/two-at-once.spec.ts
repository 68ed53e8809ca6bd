import { expect, type Page, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, paymentOf } from '#tests/e2e/support/pay.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { givenReturn, returnRow } from '#tests/returns/given-return.ts'
import { another, paidByCard, press } from './given-desk-act.ts'

// Cases, plans, refunds and settings tell the second person in their own journeys.
const main = (page: Page) => page.getByRole('main')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('two at one return: the second is told, what the first did stays, and so does what was typed', async ({
      page,
      browser,
    }) => {
      const { returnId } = await givenReturn(await givenBorrower(), 'received')
      const { desk } = await signInStaff(page)
      const second = await another(browser, {})
      for (const one of [page, second.page]) await one.goto(`${desk}/returns/${returnId}`)
      await inspect(page, 'Good', 'Like new.')
      await expect(main(page)).toContainText('The borrower has been asked for an answer')
      await inspect(second.page, 'Damaged', 'The screen is broken.')
      await expect(main(second.page)).toContainText('Somebody was faster')
      await expect(second.page.getByLabel('What you see')).toHaveValue('The screen is broken.')
      await expect(second.page.getByRole('radio', { name: /^Damaged/ })).toBeChecked()
      await looked(second.page, 'desk-return-changed')
      await second.page.getByRole('link', { name: 'See how it stands now' }).click()
      await expect(main(second.page)).toContainText('Like new.')
      await expect(second.page.getByLabel('What you see')).toHaveCount(0)
      expect(await returnRow(returnId)).toMatchObject({
        condition: 'good',
        inspectionNote: 'Like new.',
      })
    })

    test('two at a return that is to come: the form is still there, with what was typed', async ({
      page,
      browser,
    }) => {
      const { returnId } = await givenReturn(await givenBorrower(), 'arranged')
      const { desk } = await signInStaff(page)
      const second = await another(browser, {})
      await page.goto(`${desk}/returns/${returnId}`)
      await second.page.goto(`${desk}/returns/${returnId}?move=1`)
      await press(page, 'Confirm')
      await expect(main(page)).toContainText('Confirmed as the borrower chose it')
      await second.page.getByRole('radio').first().check()
      await second.page.getByLabel('Reason').fill('The shop is closed that day.')
      await press(second.page, 'Move it')
      await expect(main(second.page)).toContainText('Somebody was faster')
      await expect(second.page.getByLabel('Reason')).toHaveValue('The shop is closed that day.')
      await press(second.page, 'Move it')
      await expect(main(second.page)).toContainText('Moved. The borrower has been told why')
    })
  })
}

test('who sends the same form of a return again is not told that somebody was faster', async ({
  page,
}) => {
  const { returnId } = await givenReturn(await givenBorrower(), 'received')
  const { desk } = await signInStaff(page)
  const kept = await page.context().newPage()
  for (const one of [page, kept]) await one.goto(`${desk}/returns/${returnId}`)
  await inspect(page, 'Good', 'Like new.')
  await expect(main(page)).toContainText('The borrower has been asked for an answer')
  await inspect(kept, 'Good', 'Like new.')
  await expect(main(kept)).toContainText('You have changed this return yourself')
  await expect(main(kept)).not.toContainText('Somebody was faster')
})

async function inspect(page: Page, condition: string, note: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${condition}`) }).check()
  await page.getByLabel('What you see').fill(note)
  await press(page, 'Continue')
  await press(page, 'Write it down')
}

test('two decide one request: the second is told by whom, and one word counts', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const { id } = await paymentOf(borrower.loanId)
  const owed = await owedMinor(borrower.loanId)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/payments/${id}/refund`)
  await page.getByRole('radio', { name: 'All that can be given back' }).check()
  await page.getByLabel('Reason').fill('Paid for somebody else’s phone')
  await press(page, 'Continue')
  await press(page, 'Ask a second person')
  await expect(main(page)).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  const first = await another(browser, { role: 'approver', name: 'First Approver' })
  const second = await another(browser, { role: 'admin' })
  for (const one of [first, second]) await one.page.goto(approval)
  await first.page.getByLabel('Note').fill('Call the borrower first.')
  await press(first.page, 'Refuse')
  await expect(main(first.page)).toContainText('Refused. Nothing was done')
  await press(second.page, 'Approve and do it now')
  await expect(main(second.page)).toContainText('Not counted: somebody was faster')
  await expect(main(second.page)).toContainText('First Approver')
  await expect(main(second.page)).toContainText('Refused. Nothing was done')
  await lookedAt(second.page, 'desk-approval-late')
  await press(page, 'Take it back')
  await expect(main(page)).toContainText('Not counted: somebody was faster')
  expect(await owedMinor(borrower.loanId)).toBe(owed)
})
