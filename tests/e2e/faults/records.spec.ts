import { expect, test } from '@playwright/test'
import { sql } from 'kysely'
import { transaction } from '#lib/db/transaction.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'

test('while the records cannot be read, a page says so in its title too, whom to call, and then works again', async ({
  page,
}) => {
  test.slow()
  const { portal } = await givenBorrower()
  await page.goto(portal)
  await expect(page).toHaveTitle('Serendib Mobile')
  await transaction(async (tx) => {
    await sql`lock table lenders in access exclusive mode`.execute(tx)
    const answer = await page.goto(`${portal}/sign-in`)
    expect(answer?.status()).toBe(503)
    await expect(page).toHaveTitle('We cannot reach our records at the moment · Serendib Mobile')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'We cannot reach our records at the moment',
    )
    await expect(page.getByRole('main')).toContainText('Serendib Mobile')
    await expect(page.locator('a[href^="tel:"]').first()).toBeVisible()
  })
  await page.goto(`${portal}/sign-in`)
  await expect(page).toHaveTitle('Sign in · Serendib Mobile')
})
