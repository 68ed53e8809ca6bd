import { expect, type Page, test } from '@playwright/test'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { demo } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender, signInOwn } from '#tests/e2e/support/own-lender.ts'

test.beforeAll(() => {
  demo()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('one writes an entry, borrowers see it, and whoever looks again keeps it there', async ({
      page,
      context,
    }) => {
      const lender = await givenOwnLender()
      await signInOwn(context, lender, { role: 'admin', name: 'Carmen Ortiz' })
      const main = page.getByRole('main')
      const open = async () => {
        await page.goto(`${lender.desk}/settings`)
        await page.getByRole('link', { name: 'Directory of help' }).click()
      }
      await open()
      await press(page, 'Add an entry')
      await page.getByLabel('What it is').selectOption('Authorised service centre')
      await page.getByLabel('Name', { exact: true }).fill('Kandy Repairs')
      await page.getByLabel(/^Country/).fill('lk')
      await press(page, 'See what changes')
      await expect(main).toContainText('Give a telephone number or an address')
      await page.getByLabel(/^Telephone/).fill('+94 81 555 0100')
      await page.getByLabel(/^What it costs/).selectOption('A price')
      await page.getByLabel(/^Price, in words/).fill('Rs 500')
      await press(page, 'See what changes')
      await expect(main).toContainText('Carmen Ortiz')
      await press(page, 'Save')
      await expect(main).toContainText(/Checked .+ by .*Carmen Ortiz/)
      if (javaScriptEnabled) await lookedAt(page, 'desk-settings-directory')
      await page.goto(`${lender.portal}/locks/pin`)
      await expect(main.getByRole('article')).toContainText('Kandy Repairs')
      await expect(main.getByRole('article')).toContainText('Rs 500')

      await database()
        .updateTable('lenders')
        .set({
          policy: sql`jsonb_set(policy, '{directory,entries,0,checkedOn}', '"2025-01-01"')`,
        })
        .where('id', '=', lender.id)
        .execute()
      await page.goto(`${lender.portal}/locks/pin`)
      await expect(main.getByRole('article')).toHaveCount(0)
      await open()
      await expect(main).toContainText('1 entry of the directory is hidden')
      if (javaScriptEnabled) await lookedAt(page, 'desk-settings-directory-old')
      await press(page, /^Still right/)
      await expect(main).toContainText('Checked today')
      await expect(main).not.toContainText('is hidden')
      await page.goto(`${lender.portal}/locks/pin`)
      await expect(main.getByRole('article')).toContainText('Kandy Repairs')
    })
  })
}
