import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { cards } from '#tests/e2e/support/pay.ts'
import { look } from '#tests/e2e/support/phone.ts'
import { choicesIn, textBrowser, wordsThatTouch } from '#tests/e2e/support/text-browser.ts'
import { codeSentTo } from '#tests/e2e/support/world.ts'

test('a text browser finishes the whole job: signs in, pays, and reads that the phone is open', async () => {
  const borrower = await givenBorrower()
  await database().deleteFrom('rateLimits').where('key', 'like', '%-address:%').execute()
  const browser = textBrowser()
  const touching: string[] = []
  const looked = () => touching.push(...wordsThatTouch(browser.html()))
  const choose = (name: string, words: RegExp) =>
    choicesIn(browser.html(), name).find(({ label }) => words.test(label))?.value ?? ''

  await browser.go(borrower.portal)
  looked()
  await browser.send(/Send me a code/, { identifier: borrower.loanNumber })
  looked()
  await browser.send(/Sign in/, { code: await codeSentTo(borrower.email) })
  expect(browser.address()).toBe(`${borrower.portal}/phones`)
  expect(browser.words()).toContain('Xiaomi 13T')
  looked()
  await browser.send(/Continue to card payment/, {
    choice: choose('choice', /^Everything overdue/),
  })
  await browser.send(/Pay /, {
    email: 'payer@mail.example',
    cardNumber: cards.good,
    cardExpiry: '12 / 34',
    cardCvc: '123',
    method: 'card',
    billingName: 'A Payer',
  })
  const payment = browser.address()
  expect(payment).toMatch(/\/payments\/[0-9a-f-]{36}$/)
  await expect
    .poll(
      async () => {
        await browser.go(payment)
        return browser.words()
      },
      { timeout: 60_000 },
    )
    .toContain('Your phone is unlocked')
  looked()
  expect((await look(borrower)).screen).toBe('home')
  for (const path of [
    '/help',
    '/locks',
    '/who-financed',
    '/bought',
    '/before-you-buy',
    '/account',
    '/payments',
  ]) {
    await browser.go(`${borrower.portal}${path}`)
    looked()
  }
  await browser.go(borrower.payLink)
  looked()
  expect(touching).toEqual([])
})
