import { expect, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

test('the audit log tells in words, leads to the record, and keeps the names for machines in the file', async ({
  page,
}) => {
  const owner = await givenBorrower()
  const { id } = await givenCase(owner)
  const { desk, name } = await signInStaff(page, {
    role: 'admin',
    name: `Chitra ${Date.now()}`,
  })
  await page.goto(`${desk}/cases/${id}`)
  await page.goto(`${desk}/audit-log`)
  await page.getByLabel('Person').selectOption({ label: name })
  await page.getByLabel('What was done').selectOption({ label: 'Case looked at' })
  await page.getByRole('button', { name: 'Show' }).click()
  const lines = page.getByRole('main').getByRole('listitem')
  await expect(lines).toHaveCount(1)
  await expect(lines).toContainText(`${name} · Case looked at`)
  await lookedAt(page, 'desk-audit-log-narrowed')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save this list as CSV' }).click(),
  ])
  const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString()
  expect(text.trim().split('\n')).toHaveLength(2)
  expect(text).toContain('case.viewed')
  await lines.getByRole('link', { name: 'Case looked at' }).click()
  await expect(page).toHaveURL(`${desk}/cases/${id}`)
})
