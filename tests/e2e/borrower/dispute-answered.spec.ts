import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { say as sendDispute } from '#tests/cases/given-dispute.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { saidLeftOpenUntil } from '#tests/e2e/support/left-open.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { say } from '#tests/e2e/support/words.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** The last day that the phone is left open after an answer of today, as the pages write it. */
function lastDay(locale = 'en-GB'): string {
  const [timeZone, now] = ['Asia/Colombo', Temporal.Now.instant()]
  const day = Temporal.Now.plainDateISO(timeZone).add({ days: 3 })
  return formatDay(day, { locale, timeZone, now }, 'long')
}

async function tell(page: Page, borrower: Borrower, what: RegExp, words: string): Promise<void> {
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await page.getByRole('radio', { name: what }).check()
  await page.locator('textarea').fill(words)
  await page.locator('main form button[type=submit]').last().click()
}

async function caseOf({ loanId }: Borrower): Promise<{ id: string; reference: string }> {
  return database()
    .selectFrom('cases')
    .select(['id', 'reference'])
    .where('loanId', '=', loanId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
}

type Opened = { page: Page; desk: string; context: BrowserContext }

async function atDesk(
  browser: { newContext(options: object): Promise<BrowserContext> },
  javaScriptEnabled: boolean,
): Promise<Opened> {
  const context = await browser.newContext({ javaScriptEnabled })
  const { desk } = await signInStaff(context, { name: 'Amara Silva' })
  return { page: await context.newPage(), desk, context }
}

const send = (page: Page) =>
  page.getByRole('button', { name: 'Send the answer and close the case' }).click()

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('says it is wrong, is answered, reads it, writes back', async ({ page, browser }) => {
      test.slow()
      const borrower = await givenBorrower()
      await tell(page, borrower, /^I already paid/, 'Paid at the shop on Monday.')
      await expect(title(page)).toHaveText('We have your message')
      await expect(page.getByRole('main')).toContainText('stays unlocked for 3 more days')
      await expectScreen(borrower, 'home')
      const { id, reference } = await caseOf(borrower)

      const staff = await atDesk(browser, javaScriptEnabled)
      await staff.page.goto(`${staff.desk}/cases/${id}`)
      await expect(staff.page.getByText('Paid at the shop on Monday.')).toBeVisible()
      await expect(staff.page.getByRole('main')).toContainText(`unlocked until ${lastDay()}`)
      for (const radio of await staff.page.getByRole('radio').all())
        await expect(radio).not.toBeChecked()
      await staff.page.getByLabel('Note for the desk').fill('Called the shop.')
      await send(staff.page)
      await expect(staff.page.locator('#outcome-error')).toContainText('Choose what came of it')
      await expect(staff.page.locator('#answer-error')).toContainText('Write what the borrower')
      await expect(staff.page.getByLabel('Note for the desk')).toHaveValue('Called the shop.')
      if (javaScriptEnabled) await lookedAt(staff.page, 'desk-answer-unclear')
      await staff.page.getByRole('radio', { name: /^Partly upheld/ }).check()
      await staff.page
        .getByLabel('Answer to the borrower')
        .fill('The shop sent us 4,500. It is booked now.\nOne installment is still open.')
      await send(staff.page)
      const history = staff.page.getByRole('main')
      await expect(history).toContainText(/Amara Silva\u2069? answered the borrower: Partly upheld/)
      await expect(history).toContainText('The shop sent us 4,500. It is booked now.')
      if (javaScriptEnabled) await lookedAt(staff.page, 'desk-answered')
      await staff.page.goto(`${staff.desk}/loans/${borrower.loanId}`)
      await expect(staff.page.getByRole('main')).toContainText('Partly upheld')

      await expect
        .poll(async () => (await lettersTo(borrower.email)).map(({ subject }) => subject))
        .toContain(`Our answer to your message ${reference}`)
      await page.goto(`${borrower.portal}/phones`)
      await expect(page.getByRole('main')).toContainText(
        `unlocked until ${await saidLeftOpenUntil(borrower)}`,
      )
      await page.getByRole('link', { name: 'Read our answer' }).click()
      await expect(title(page)).toHaveText('Our answer to your message')
      const main = page.getByRole('main')
      await expect(main).toContainText('You were right in part')
      await expect(main).toContainText('One installment is still open.')
      await expect(main).toContainText('Paid at the shop on Monday.')
      await expect(main).toContainText(
        `We leave the phone unlocked until ${await saidLeftOpenUntil(borrower)}`,
      )
      await expect(main).not.toContainText('Called the shop.')
      await expectScreen(borrower, 'home')
      if (javaScriptEnabled) await lookedAt(page, 'wrong-answered')

      await page.getByRole('radio', { name: /^The amount is wrong/ }).check()
      await page.getByRole('textbox', { name: /^In your own words/ }).fill('It was 9,000.')
      await page.getByRole('button', { name: /^Send to/ }).click()
      await expect(title(page)).toHaveText('We have your message')
      await expect(main).toContainText('It was 9,000.')
      await expect(main).toContainText('Earlier answers')
      await page.reload()
      if (javaScriptEnabled) await lookedAt(page, 'wrong-again-sent')
      const second = await caseOf(borrower)
      expect(second.id).not.toBe(id)
      await staff.page.goto(`${staff.desk}/cases/${second.id}`)
      await expect(staff.page.getByRole('main')).toContainText('Answered before')
      await staff.page.getByRole('link', { name: reference }).click()
      await expect(staff.page.getByText('What the borrower was answered')).toBeVisible()
      await staff.context.close()
    })
  })
}

test('a message that comes while the answer is written: told without JavaScript, nothing typed is lost', async ({
  browser,
}) => {
  const borrower = await givenBorrower()
  const { caseId } = await sendDispute(borrower, { note: 'Paid on Monday.' })
  const { page, desk, context } = await atDesk(browser, false)
  await page.goto(`${desk}/cases/${caseId}`)
  await page.getByRole('radio', { name: /^Not upheld/ }).check()
  await page.getByLabel('Answer to the borrower').fill('We see no payment.')
  await sendDispute(borrower, { what: 'amount', note: 'It was 4,500.' })
  await send(page)
  const main = page.getByRole('main')
  await expect(main).toContainText('Not done: the case has changed meanwhile')
  await expect(main).toContainText('It was 4,500.')
  await expect(main).toContainText('Paid on Monday.')
  await expect(page.getByLabel('Answer to the borrower')).toHaveValue('We see no payment.')
  await expect(page.getByRole('radio', { name: /^Not upheld/ })).toBeChecked()
  await send(page)
  await expect(main).toContainText('What the borrower was answered')
  await context.close()
})

test('in Arabic: asked, answered at the desk and read from right to left', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower({ locale: 'ar' })
  await page.context().addCookies([{ name: 'language', value: 'ar', url: borrower.portal }])
  await tell(page, borrower, new RegExp(`^${say('ar', 'holds.choice.amount.label')}`), 'القسط خطأ')
  await expect(title(page)).toHaveText(say('ar', 'holds.sent.title'))
  const { id } = await caseOf(borrower)
  const staff = await atDesk(browser, true)
  await staff.page.context().addCookies([{ name: 'language', value: 'ar', url: borrower.portal }])
  await staff.page.goto(`${staff.desk}/cases/${id}`)
  await lookedAt(staff.page, 'ar-desk-answer')
  await staff.page
    .getByRole('radio', { name: say('ar', 'desk-disputes.choice.upheld.hint') })
    .check()
  await staff.page.locator('#answer').fill('أنت على حق، وقد صححنا المبلغ.')
  await staff.page.getByRole('button', { name: say('ar', 'desk-disputes.send') }).click()
  await expect(staff.page.getByRole('main')).toContainText(say('ar', 'desk-disputes.given'))
  await lookedAt(staff.page, 'ar-desk-answered')
  await staff.context.close()
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await expect(title(page)).toHaveText(say('ar', 'holds.answer.title'))
  await expect(page.getByRole('main')).toContainText('أنت على حق، وقد صححنا المبلغ.')
  await lookedAt(page, 'ar-wrong-answered')
})

test('the sixth message of a day is refused, and what was typed stays', async ({ page }) => {
  const borrower = await givenBorrower()
  for (const number of [1, 2, 3, 4, 5]) {
    await tell(page, borrower, /^Something else/, `Message ${number}`)
    await expect(title(page)).toHaveText('We have your message')
  }
  await expect(page.getByRole('main')).toContainText('Before that you wrote')
  await tell(page, borrower, /^Something else/, 'Message 6')
  await expect(page.getByRole('main')).toContainText('You have written 5 times')
  await expect(page.locator('textarea')).toHaveValue('Message 6')
  await lookedAt(page, 'wrong-too-many')
})
