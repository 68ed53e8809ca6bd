import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { paidByCard } from './given-desk-act.ts'
import { givenBorrower } from './support/borrower.ts'
import { givenCase } from './support/desk-case.ts'
import { paymentOf } from './support/pay.ts'
import { saved } from './support/saved.ts'
import { signInStaff } from './support/staff.ts'

test('a list is saved as a file', async ({ page }) => {
  const owner = await givenBorrower()
  await givenCase(owner)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}?group=disputes`)
  const { name, text } = await saved(page, 'Save this list as CSV')
  expect(name).toBe('work-list.csv')
  expect(text).toContain(owner.loanNumber)
})

test('so is every list of a loan, and who saved it is in the journal', async ({
  page,
  browser,
}) => {
  const owner = await paidByCard(browser)
  const { reference } = await paymentOf(owner.loanId)
  const { desk, id } = await signInStaff(page)
  await page.goto(`${desk}/loans/${owner.loanId}`)
  const said: Record<string, string> = {
    payments: reference,
    unlocks: 'attempt send',
    schedule: 'import',
    ledger: 'stripe_clearing',
    notices: 'receipt',
    journal: 'loan.viewed',
  }
  const titles = await page.locator('a[href*="export.csv"]').allTextContents()
  expect(titles).toHaveLength(8)
  for (const title of titles) {
    const { name, text } = await saved(page, title)
    expect(name).toContain(owner.loanNumber)
    expect(text.split('\r\n')[0]).toContain(',')
    const list = Object.keys(said).find((one) => name.startsWith(one))
    if (list) expect(text, list).toContain(said[list])
    delete said[list ?? '']
  }
  expect(said).toEqual({})
  const rows = await database()
    .selectFrom('journal')
    .select('subjectId')
    .where('actor', '=', `staff:${id}`)
    .where('action', '=', 'list.exported')
    .execute()
  expect(rows).toHaveLength(8)
})
