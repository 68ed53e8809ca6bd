import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { saidLeftOpenUntil } from '#tests/e2e/support/left-open.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard, payByVoucher, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { endDay, promiseAll, promisePage, title } from '#tests/e2e/support/promise.ts'
import { say } from '#tests/e2e/support/words.ts'
import { atStripe, lettersTo } from '#tests/e2e/support/world.ts'
import { payLater } from '#tests/promises/given-promise.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('a promise opens a locked phone, and is kept', { tag: '@laptop' }, async ({ page }) => {
      const borrower = await givenBorrower()
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones`)
      await page.getByRole('link', { name: 'Trouble paying?' }).click()
      const way = page.locator('summary', { hasText: 'Promise a day' })
      if (await way.isVisible()) await way.click()
      await page.getByRole('link', { name: 'Promise a day' }).click()
      await expect(page.getByRole('main')).toContainText('stays unlocked until the end of the day')
      await expect(page.getByRole('main')).toContainText('the phone may be locked again')
      await looked(page, 'promise')
      await promiseAll(page)
      await looked(page, 'promise-open')
      await expectScreen(borrower, 'home')
      const { relockAt } = await look(borrower)
      // Until what was paid on the last day has been entered, a day later.
      const last = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 16 })
      const relocks = Temporal.Instant.from(relockAt ?? '').toZonedDateTimeISO('Asia/Colombo')
      expect(relocks.toPlainDate().toString()).toBe(last.toString())
      await expect
        .poll(async () => (await lettersTo(borrower.email)).map(({ subject }) => subject))
        .toContainEqual(expect.stringContaining('Your promise'))
      await page.goto(`${borrower.portal}/phones`)
      await looked(page, 'phones-promised')
      await expect(
        page.getByRole('heading', { name: /^You promised Rs 9,000.00 by / }),
      ).toBeVisible()
      await page.getByRole('link', { name: 'See your promise' }).click()
      await page.getByRole('link', { name: 'Pay what you promised' }).click()
      await expect(page.getByText('This keeps your promise.').first()).toBeVisible()
      await expect(page.getByRole('radio', { name: /^Everything overdue/ })).toBeChecked()
      await page.getByRole('button', { name: /^Continue to/ }).click()
      await atCheckout(page)
      await payByCard(page)
      await expect(title(page)).toHaveText('Your phone is unlocked')
      await expect(page.getByRole('main')).toContainText('Your promise of Rs 9,000.00 by')
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
      await looked(page, 'promise-kept')
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
      await looked(page, 'promise-broken')
      expect((await look(borrower)).screen).toBe('home')
      await page.getByRole('link', { name: 'Trouble paying?' }).click()
      await expect(title(page)).toHaveText('Trouble paying?')
    })
  })

test('a voucher: the promise waits for its money past the day, and is kept when it comes', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promisePage(page, { lender: 'norte', locale: 'en' })
  const promiseId = await promiseAll(page)
  await page.getByRole('link', { name: 'Pay what you promised' }).click()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await endDay(promiseId)
  await page.goto(`${borrower.portal}/promises/${promiseId}`)
  await expect(title(page)).toHaveText('Your payment is not here yet')
  await expect(page.getByRole('main')).toContainText('we wait for it until')
  await expect(page.getByRole('main')).toContainText('A voucher still has to be paid at the shop')
  await expect(page.getByRole('link', { name: 'Pay what you promised' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Take the promise back' })).toBeHidden()
  await lookedAt(page, 'promise-waiting')
  await page.getByRole('link', { name: 'See your payment' }).click()
  await expect(page.getByRole('main')).toContainText('No money has reached us yet')
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
    // The latest day that is offered by name; which one that is depends on the day of the month.
    await page
      .getByRole('radio', { name: /^[A-Z][a-z]+day \d/ })
      .last()
      .check()
    await page.getByRole('radio', { name: /^The least/ }).check()
    await page.getByRole('button', { name: 'Promise this' }).click()
    await expect(title(page)).toHaveText('Your promise is noted')
    await expectScreen(borrower, 'home')
    await page.getByRole('link', { name: 'Take the promise back' }).click()
    await expect(page.getByRole('main')).toContainText('It still counts as one of the 2 promises')
    const leftAlone = `Your phone is left alone until ${await saidLeftOpenUntil(borrower)}`
    await expect(page.getByRole('main')).toContainText(leftAlone)
    await page.getByRole('button', { name: 'Take it back' }).click()
    await expect(title(page)).toHaveText('This promise has ended')
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
    const promiseId = await promiseAll(page)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay?choice=other&amount=2000`)
    await page.getByRole('button', { name: 'Show what it does' }).click()
    await page.getByRole('button', { name: /^Continue to/ }).click()
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

test('of a phone that a person opens, a promise says by when, before it is made and after', async ({
  page,
}) => {
  await promisePage(page, { provider: 'manual' })
  const byHand = /opens (your|this) phone by hand, by .*\d\d:\d\d at the latest/
  await expect(page.getByRole('main')).toContainText(byHand)
  await promiseAll(page)
  await expect(page.getByRole('main')).toContainText(byHand)
  await lookedAt(page, 'promise-by-hand')
})
