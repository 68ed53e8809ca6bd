import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { saidLeftOpenUntil } from '#tests/e2e/support/left-open.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function openForm(page: Page, borrower: Borrower): Promise<void> {
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await expect(title(page)).toHaveText('This is wrong, or I already paid')
}

async function referenceOf({ loanId }: Borrower): Promise<string> {
  const { reference } = await database()
    .selectFrom('cases')
    .select('reference')
    .where('loanId', '=', loanId)
    .where('kind', '=', 'borrower_dispute')
    .executeTakeFirstOrThrow()
  return reference
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('saying “I already paid” opens the locked phone, and says what happens next', async ({
      page,
    }) => {
      const borrower = await givenBorrower()
      await openForm(page, borrower)
      await page.getByRole('radio', { name: /^I already paid/ }).check()
      await page
        .getByRole('textbox', { name: /^In your own words/ })
        .fill('Paid at the shop on Monday.')
      await page.getByLabel('Payment reference').fill('REC 0042')
      await page.getByRole('button', { name: /^Send to/ }).click()
      await expect(title(page)).toHaveText('We have your message')
      const main = page.getByRole('main')
      await expect(main).toContainText(`unlocked until ${await saidLeftOpenUntil(borrower)}`)
      await expect(main).toContainText(await referenceOf(borrower))
      await expect(main).toContainText('Paid at the shop on Monday.')
      await expect(main).toContainText('REC 0042')
      await expectScreen(borrower, 'home')
      // The phone is open a moment before its news has reached us.
      await expect(async () => {
        await page.goto(`${borrower.portal}/phones`)
        await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 1_000 })
      }).toPass()
      await expect(main).toContainText(
        `We are leaving your phone unlocked until ${await saidLeftOpenUntil(borrower)} while we look at what you wrote`,
      )
      await expect
        .poll(async () => (await lettersTo(borrower.email)).map(({ subject }) => subject))
        .toContain(`We have your message ${await referenceOf(borrower)}`)
    })

    test('what is unclear is said at the field, and nothing typed is lost', async ({ page }) => {
      const borrower = await givenBorrower()
      await openForm(page, borrower)
      await page.getByLabel('Payment reference').fill('REC 0042')
      await page.getByRole('button', { name: /^Send/ }).click()
      await expect(page.locator('#what-error')).toContainText('Choose what is wrong')
      await expect(page.getByLabel('Payment reference')).toHaveValue('REC 0042')
      await page.getByRole('radio', { name: /^Something else/ }).check()
      await page.getByRole('button', { name: /^Send/ }).click()
      await expect(page.locator('#note-error')).toContainText('Say in a few words')
      await expect(page.getByRole('radio', { name: /^Something else/ })).toBeChecked()
      await expect(page.getByLabel('Payment reference')).toHaveValue('REC 0042')
      await page
        .getByRole('textbox', { name: /^In your own words/ })
        .fill('The phone was never given to me.')
      await page.getByRole('button', { name: /^Send/ }).click()
      await expect(title(page)).toHaveText('We have your message')
    })
  })
}

test('a second message reaches the same person, and says that it holds nothing more', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await openForm(page, borrower)
  await lookedAt(page, 'wrong')
  await page.getByRole('button', { name: /^Send/ }).click()
  await expect(page.locator('#what-error')).toBeVisible()
  await lookedAt(page, 'wrong-unclear')
  await page.getByRole('radio', { name: /^The amount is wrong/ }).check()
  await page.getByRole('button', { name: /^Send/ }).click()
  await expect(title(page)).toHaveText('We have your message')
  await expectScreen(borrower, 'home')
  await page.reload()
  await lookedAt(page, 'wrong-sent')
  const reference = await referenceOf(borrower)
  await database()
    .updateTable('cases')
    .set({ dueAt: Temporal.Now.instant().subtract({ hours: 1 }) })
    .where('reference', '=', reference)
    .execute()
  await page.reload()
  await expect(page.getByRole('main')).toContainText('It is late')
  await expect(page.getByRole('main')).toContainText('unlocked until you have the answer')
  await lookedAt(page, 'wrong-late')
  await database()
    .updateTable('holds')
    .set({ endedAt: Temporal.Now.instant(), endedBy: 'staff:test', endReason: 'decided' })
    .where('loanId', '=', borrower.loanId)
    .execute()
  await page.getByRole('link', { name: 'Add something' }).click()
  await expect(page.getByRole('main')).toContainText('We have a message of yours')
  await lookedAt(page, 'wrong-again')
  await page.getByRole('radio', { name: /^Something else/ }).check()
  await page.getByRole('textbox', { name: /^In your own words/ }).fill('Here is more about it.')
  await page.getByRole('button', { name: /^Send/ }).click()
  await expect(page.getByRole('main')).toContainText('This message does not change the lock')
  expect(await referenceOf(borrower)).toBe(reference)
})

test('a phone without internet: the page says that it is held and what to do at the phone', async ({
  page,
}) => {
  const borrower = await givenBorrower({ isOnline: false })
  await openForm(page, borrower)
  await page.getByRole('radio', { name: /^I already paid/ }).check()
  await page.getByRole('button', { name: /^Send/ }).click()
  await expect(title(page)).toHaveText('We have your message')
  await expect(page.getByRole('main')).toContainText('connect it to Wi-Fi or mobile data')
  await lookedAt(page, 'wrong-sent-locked')
  await page.goto(`${borrower.portal}/phones`)
  await expect(page.getByRole('main')).toContainText(
    `unlocked until ${await saidLeftOpenUntil(borrower)}`,
  )
  await expect(page.getByRole('main')).not.toContainText('Your payment has arrived')
  await lookedAt(page, 'phones-held-locked')
})

test('the phone’s own pages lead there, and show the hold', async ({ page }) => {
  const borrower = await givenBorrower({ dueInDays: [20, 50] })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await page.getByRole('link', { name: 'This is wrong, or I already paid' }).click()
  await page.getByRole('radio', { name: /^The loan is paid off/ }).check()
  await page.getByRole('button', { name: /^Send/ }).click()
  await expectScreen(borrower, 'home')
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await expect(page.getByRole('main')).toContainText(
    `unlocked until ${await saidLeftOpenUntil(borrower)}`,
  )
  await lookedAt(page, 'phone-held')
})
