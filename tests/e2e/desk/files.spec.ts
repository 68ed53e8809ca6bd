import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { givenUnlock } from '#tests/e2e/support/desk-records.ts'
import { paymentOf } from '#tests/e2e/support/pay.ts'
import { ask } from '#tests/e2e/support/routes.ts'
import { saved } from '#tests/e2e/support/saved.ts'
import { givenDemoStaff, signInStaff } from '#tests/e2e/support/staff.ts'
import { givenStaffSession } from '#tests/support/staff.ts'
import { paidByCard } from './given-desk-act.ts'

test('a list is saved as a file', async ({ page }) => {
  const owner = await givenBorrower()
  await givenCase(owner)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}?group=disputes`)
  const { name, text } = await saved(page, 'Save this list as CSV')
  expect(name).toBe('work-list.csv')
  expect(text).toContain(owner.loanNumber)
})

test('so is every list of a loan, and who saved it is in the audit log', async ({
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
    ledger: 'psp_clearing',
    notices: 'receipt',
    audit_log: 'loan.viewed',
  }
  const titles = await page.locator('a[href*="export.csv"]').allTextContents()
  expect(titles).toHaveLength(8)
  for (const title of titles) {
    const { name, text } = await saved(page, title)
    expect(name).toContain(owner.loanNumber)
    expect(text.split('\r\n')[0]).toContain(',')
    if (name.startsWith('payments')) expect(text).toContain('given_back_in_currency')
    const list = Object.keys(said).find((one) => name.startsWith(one))
    if (list) expect(text, list).toContain(said[list])
    delete said[list ?? '']
  }
  expect(said).toEqual({})
  const rows = await database()
    .selectFrom('auditLog')
    .select('subjectId')
    .where('actor', '=', `staff:${id}`)
    .where('action', '=', 'list.exported')
    .execute()
  expect(rows).toHaveLength(8)
})

// The history of the settings is saved where there is one: desk-settings.spec.ts.
test('every list there is can be saved', async () => {
  const owner = await givenBorrower()
  await givenUnlock()
  const admin = await givenDemoStaff({ role: 'admin' })
  const cookie = `${staffCookieName()}=${await givenStaffSession(admin)}`
  const lists = [
    ...['/desk', `/desk/search?q=${owner.loanNumber}`, '/desk/returns', '/desk/approvals'],
    ...['/desk/unlocks', '/desk/unlocks/group?provider=manual&stage=refused', '/desk/staff'],
    ...['/desk/audit-log', `/desk/loans/${owner.loanId}`],
  ]
  for (const path of lists) {
    const { text } = await ask('serendib', path, cookie)
    const [, file = ''] = /href="(\/desk[^"]*export\.csv[^"]*)"/.exec(text) ?? []
    expect(file, path).not.toBe('')
    const answer = await ask('serendib', file.replaceAll('&amp;', '&'), cookie)
    expect(answer.status, path).toBe(200)
    expect(answer.text.split('\r\n')[0], path).toMatch(/^\uFEFF?[a-z_]+(,[a-z_]+)+$/)
  }
})
