import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { askForLittle, planPage, toOptions } from '#tests/e2e/support/plan.ts'
import { promiseAll } from '#tests/e2e/support/promise.ts'

const main = (page: Page) => page.getByRole('main')
const writes = /by e-mail|text message|We remind you|write to you/

/** As if the lender had no address of theirs; the number they named stays. */
async function withoutMail({ borrowerId }: Borrower): Promise<void> {
  await database()
    .updateTable('borrowers')
    .set({ email: null })
    .where('id', '=', borrowerId)
    .execute()
}

async function nobodyCanWriteTo(page: Page, wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await withoutMail(borrower)
  await signIn(page.context(), borrower)
  return borrower
}

async function sendMessage(page: Page, { portal, deviceId }: Borrower): Promise<void> {
  await page.goto(`${portal}/phones/${deviceId}/dispute`)
  await page.getByRole('radio', { name: /^I already paid/ }).check()
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(page.locator('h1')).toHaveText('We have your message')
}

test('whom nobody can write to is told to look again and when; nobody promises to remind them', async ({
  page,
}) => {
  const borrower = await nobodyCanWriteTo(page)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
  await expect(main(page)).toContainText('so we cannot remind you')
  await expect(main(page)).not.toContainText(writes)
  await lookedAt(page, 'promise-not-reached')
  await promiseAll(page)
  await expect(main(page)).toContainText(/no reminder comes. Look here again on \w+/)
  await lookedAt(page, 'promise-open-not-reached')
  await sendMessage(page, borrower)
  await expect(main(page)).toContainText(/so look here again on \w+/)
  await expect(main(page)).not.toContainText(writes)
  await lookedAt(page, 'wrong-sent-not-reached')
})

test('a request for a plan of theirs is answered on its page', async ({ page }) => {
  const borrower = await planPage(page)
  await withoutMail(borrower)
  await toOptions(page)
  await askForLittle(page)
  await expect(main(page)).toContainText(/so look here again on \w+/)
  await expect(main(page)).not.toContainText(writes)
  await lookedAt(page, 'plan-asked-not-reached')
})

test('whoever named a number is told of texts, and whoever has an address of e-mail', async ({
  page,
  browser,
}) => {
  await sendMessage(page, await nobodyCanWriteTo(page, { nominatedPhone: '+94771234567' }))
  await expect(main(page)).toContainText('by text message to the number you named')
  await expect(main(page)).not.toContainText('e-mail')
  const other = await (await browser.newContext()).newPage()
  const borrower = await givenBorrower()
  await signIn(other.context(), borrower)
  await sendMessage(other, borrower)
  await expect(main(other)).toContainText('They answer you here and by e-mail.')
  await expect(main(other)).not.toContainText('text message')
  await other.context().close()
})
