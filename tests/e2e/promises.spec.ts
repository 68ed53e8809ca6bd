import { expect, type Page, test } from '@playwright/test'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { decidePromises } from '#lib/jobs/decide-promises.ts'
import type { Language } from '#lib/words/languages.ts'
import { payLater } from '#tests/promises/given-promise.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './support/borrower.ts'
import { lookedAt } from './support/looked-at.ts'
import { atCheckout, payByCard, payByVoucher, paymentOf } from './support/pay.ts'
import { expectScreen, look } from './support/phone.ts'
import { say } from './support/words.ts'
import { atStripe, lettersTo } from './support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function promisePage(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
  return borrower
}

/** Promises all that is overdue by the last day there is. */
async function promiseAll(page: Page, language: Language = 'en'): Promise<string> {
  await page.locator('input[name=when]').nth(-2).check()
  await page.getByRole('radio', { name: say(language, 'promises.amount.arrears') }).check()
  await page.getByRole('button', { name: say(language, 'promises.make') }).click()
  await expect(title(page)).toHaveText(say(language, 'promises.state.open'))
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** As if the promise had been made ten days earlier and its day ended this moment. */
async function endDay(promiseId: string): Promise<void> {
  const moved = sql`make_interval(days => 10)`
  await sql`update promises set made_at = made_at - ${moved}, ends_at = clock_timestamp()
             where id = ${promiseId}`.execute(database())
  await sql`update holds set from_at = from_at - ${moved}, until_at = clock_timestamp()
             where cause_id = ${promiseId} and ended_at is null`.execute(database())
  await decidePromises(Temporal.Now.instant())
}

test('a promise opens a locked phone, and is kept', { tag: '@laptop' }, async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await page.getByRole('link', { name: 'Trouble paying?' }).click()
  await page.getByRole('link', { name: 'Promise a day' }).click()
  await expect(page.getByRole('main')).toContainText('stays unlocked until the end of the day')
  await expect(page.getByRole('main')).toContainText('the phone may be locked again')
  await lookedAt(page, 'promise')
  await promiseAll(page)
  await lookedAt(page, 'promise-open')
  await expectScreen(borrower, 'home')
  const { relockAt } = await look(borrower)
  const last = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 15 })
  const relocks = Temporal.Instant.from(relockAt ?? '').toZonedDateTimeISO('Asia/Colombo')
  expect(relocks.toPlainDate().toString()).toBe(last.toString())
  await expect
    .poll(async () => (await lettersTo(borrower.email)).map(({ subject }) => subject))
    .toContainEqual(expect.stringContaining('Your promise'))
  await page.goto(`${borrower.portal}/phones`)
  await lookedAt(page, 'phones-promised')
  await page.getByRole('link', { name: /^You promised Rs 9,000.00 by / }).click()
  await page.getByRole('link', { name: 'Pay what you promised' }).click()
  await expect(page.getByRole('radio', { name: /^Everything overdue/ })).toBeChecked()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/trouble`)
  await expect(page.getByRole('main')).toContainText('there is nothing to promise yet')
  const { id } = await database()
    .selectFrom('promises')
    .select('id')
    .where('loanId', '=', borrower.loanId)
    .executeTakeFirstOrThrow()
  await page.goto(`${borrower.portal}/promises/${id}`)
  await expect(title(page)).toHaveText('Thank you: your promise is kept')
  await expect(page.getByRole('main')).toContainText('Nothing is overdue now')
  await lookedAt(page, 'promise-kept')
})

test('broken: it is said without blame, with what there is to do, and nothing of ours locks the phone', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promisePage(page)
  const promiseId = await promiseAll(page)
  await expectScreen(borrower, 'home')
  await endDay(promiseId)
  await page.reload()
  await expect(title(page)).toHaveText('The day of your promise is over')
  await expect(page.getByRole('main')).toContainText('The phone may be locked again now')
  await expect(page.getByRole('link', { name: 'Pay what is overdue' })).toBeVisible()
  await lookedAt(page, 'promise-broken')
  expect((await look(borrower)).screen).toBe('home')
  await page.getByRole('link', { name: 'See what else there is' }).click()
  await expect(title(page)).toHaveText('Trouble paying?')
})

test('a voucher: the promise waits for its money past the day, and is kept when it comes', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promisePage(page, { lender: 'norte', locale: 'en' })
  const promiseId = await promiseAll(page)
  await page.getByRole('link', { name: 'Pay what you promised' }).click()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('Thank you. The payment is clearing')
  await endDay(promiseId)
  await page.goto(`${borrower.portal}/promises/${promiseId}`)
  await expect(title(page)).toHaveText('Your payment is on its way')
  await expect(page.getByRole('main')).toContainText('we wait for it until')
  await expect(page.getByRole('main')).toContainText('you do not need to pay it again')
  await expect(page.getByRole('link', { name: 'Pay what you promised' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Take the promise back' })).toBeHidden()
  await lookedAt(page, 'promise-waiting')
  await page.getByRole('link', { name: 'See your payment' }).click()
  await expect(page.getByRole('main')).toContainText('within 2 days')
  await atStripe((await paymentOf(borrower.loanId)).checkoutSessionId, 'clear')
  await expect(title(page)).toHaveText(/Paid|unlocked/)
  await page.goto(`${borrower.portal}/promises/${promiseId}`)
  await expect(title(page)).toHaveText('Thank you: your promise is kept')
})

for (const language of ['es', 'ar'] as const) {
  test(`a promise that waits, in ${language}`, async ({ page }) => {
    const borrower = await promisePage(page, { lender: 'norte', locale: language })
    const promiseId = await promiseAll(page, language)
    await payLater(borrower, 300_000n)
    await endDay(promiseId)
    await page.goto(`${borrower.portal}/promises/${promiseId}`)
    await expect(title(page)).toHaveText(say(language, 'promises.state.waiting'))
    await lookedAt(page, `promise-waiting-${language}`)
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a promise is made, partly kept, and another is taken back', async ({ page }) => {
    const borrower = await promisePage(page)
    await page
      .getByRole('radio', { name: /End of the month|The last day/ })
      .first()
      .check()
    await page.getByRole('radio', { name: /^The least/ }).check()
    await page.getByRole('button', { name: 'Promise this' }).click()
    await expect(title(page)).toHaveText('Your promise is noted')
    await expectScreen(borrower, 'home')
    await page.getByRole('link', { name: 'Take the promise back' }).click()
    await expect(page.getByRole('main')).toContainText('It still counts as one of the 2 promises')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await expect(title(page)).toHaveText('This promise has ended')
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
    const promiseId = await promiseAll(page)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay?choice=other&amount=2000`)
    await page.getByRole('button', { name: 'Show what it does' }).click()
    await page.getByRole('button', { name: 'Continue to card payment' }).click()
    await atCheckout(page)
    await payByCard(page)
    await endDay(promiseId)
    await page.goto(`${borrower.portal}/promises/${promiseId}`)
    await expect(title(page)).toHaveText('A part of your promise has arrived')
    await expect(page.getByRole('main')).toContainText('Rs 7,000.00 is missing')
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
    await expect(page.getByRole('main')).toContainText('as many as we take')
  })
})

test('what was typed is kept, and what is wrong is said at the field', async ({ page }) => {
  await promisePage(page)
  const make = page.getByRole('button', { name: 'Promise this' })
  await make.click()
  await expect(page.getByRole('alert').first()).toContainText('Please check 2 things')
  await expect(page.locator('#when-error')).toContainText('Choose a day')
  await expect(page.locator('#choice-error')).toContainText('Choose how much')
  await lookedAt(page, 'promise-nothing-chosen')
  const today = Temporal.Now.plainDateISO('Asia/Colombo')
  await page.getByRole('radio', { name: 'Another day' }).check()
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  for (const [days, typed, day, amount] of [
    [15, '1', 'The last day you can promise is', 'The least you can promise is Rs 2,250.00'],
    [0, '9000.01', 'The first day you can promise is', 'The most you can promise is Rs 9,000.00'],
    [3, 'some', undefined, 'Type one amount in digits'],
  ] as const) {
    const date = today.add({ days }).toString()
    await page.getByLabel('Date').fill(date)
    await page.getByLabel('Amount in LKR').fill(typed)
    await make.click()
    await expect(page.locator('#amount-error')).toContainText(amount)
    if (day) await expect(page.locator('#date-error')).toContainText(day)
    await expect(page.getByLabel('Date')).toHaveValue(date)
    await expect(page.getByLabel('Amount in LKR')).toHaveValue(typed)
  }
  await lookedAt(page, 'promise-refused')
  await page.getByLabel('Amount in LKR').fill('3,000')
  await make.click()
  await expect(title(page)).toHaveText('Your promise is noted')
  await expect(page.getByRole('main')).toContainText('Rs 3,000.00')
})

test('a change since the page was opened is shown again, not promised', async ({ page }) => {
  const borrower = await promisePage(page)
  await page.locator('input[name=seenArrearsMinor]').evaluate((input: HTMLInputElement) => {
    input.value = '800000'
  })
  await page.locator('input[name=when]').first().check()
  await page.getByRole('radio', { name: 'All that is overdue' }).check()
  await page.getByRole('button', { name: 'Promise this' }).click()
  await expect(page.getByRole('status').first()).toContainText('What is overdue has changed')
  const made = await database()
    .selectFrom('promises')
    .select('id')
    .where('loanId', '=', borrower.loanId)
    .execute()
  expect(made).toEqual([])
})

for (const language of ['es', 'ar'] as const) {
  test(`a promise in ${language}`, async ({ page }) => {
    const { portal } = await promisePage(page, { locale: language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await lookedAt(page, `promise-${language}`)
    const promiseId = await promiseAll(page, language)
    await lookedAt(page, `promise-open-${language}`)
    await page.goto(`${portal}/promises/${promiseId}/withdraw`)
    await lookedAt(page, `promise-withdraw-${language}`)
    await endDay(promiseId)
    await page.goto(`${portal}/promises/${promiseId}`)
    await expect(title(page)).toHaveText(say(language, 'promises.state.broken'))
  })
}
