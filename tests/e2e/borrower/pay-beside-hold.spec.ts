import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { formatUntil } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'

test('an open “I already paid” is named before somebody pays twice, and no amount buys less than the hold', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  const payPage = `${borrower.portal}/phones/${borrower.deviceId}/pay`
  const main = page.getByRole('main')
  await page.goto(payPage)
  await expect(main).toContainText('Unlocks until')
  await expect(main).not.toContainText('You told us that you have paid')

  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await page.getByRole('radio', { name: /^I already paid/ }).check()
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(main).toContainText('We have your message')

  const now = Temporal.Now.instant()
  const loan = await readLoan(database(), borrower.loanId)
  const until = await loanLeftOpenUntil(database(), loan, now)
  if (!until || until === 'never') throw new Error('no hold')
  const reader = { locale: 'en-GB', timeZone: 'Asia/Colombo', now } as const
  await page.goto(payPage)
  await expect(main).toContainText(`until ${formatUntil(until, reader)}`)
  await expect(main).toContainText('You told us that you have paid')
  await lookedAt(page, 'pay-beside-hold')
  await page.goto(borrower.payLink)
  await expect(main).toContainText('This may have been paid already')
  await page.goto(payPage)
  await page.getByRole('link', { name: /^See your message/ }).click()
  await expect(main).toContainText('We have your message')
})
