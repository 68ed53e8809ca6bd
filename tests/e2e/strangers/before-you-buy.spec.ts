import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { ask } from '#tests/e2e/support/routes.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** The statement's code, once the page shows it. */
async function shownCode(page: Page): Promise<string> {
  const address = page.getByText(/\/check\/\w{16}$/)
  await expect(address).toBeVisible()
  return (await address.textContent())?.trim().split('/').at(-1) ?? ''
}

async function expectNobody(page: Page, { loanNumber, email, imei }: Borrower): Promise<void> {
  const html = await page.content()
  for (const own of ['Nimali', 'Perera', loanNumber, email, imei])
    expect(html.includes(own), own).toBe(false)
}

async function released(borrower: Borrower): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await database()
            .selectFrom('devices')
            .select('lockState')
            .where('id', '=', borrower.deviceId)
            .executeTakeFirstOrThrow()
        ).lockState,
      { timeout: 60_000 },
    )
    .toBe('released')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('the seller states what is owed, the buyer checks it and pays it, and both have it that the phone is free', {
      tag: '@laptop',
    }, async ({ page: buyer, browser }) => {
      const borrower = await givenBorrower()
      const { portal, deviceId } = borrower
      const home = await browser.newContext({ javaScriptEnabled })
      await signIn(home, borrower)
      const seller = await home.newPage()
      await seller.goto(`${portal}/phones/${deviceId}`)
      await seller.getByRole('link', { name: /^Selling this phone/ }).click()
      if (javaScriptEnabled) await lookedAt(seller, 'statement-before')
      await seller.getByRole('button', { name: 'Make the statement' }).click()
      const code = await shownCode(seller)
      if (javaScriptEnabled) await lookedAt(seller, 'statement-owed')

      await buyer.goto(portal)
      await buyer.getByRole('link', { name: 'Before you buy a used phone' }).click()
      if (javaScriptEnabled) await lookedAt(buyer, 'before-you-buy')
      await buyer.getByLabel('Code of the seller').fill('no such code')
      await buyer.getByRole('button', { name: 'Check it' }).click()
      await expect(buyer.getByText('do not pay the seller').first()).toBeVisible()
      await buyer.getByLabel('Code of the seller').fill(`${portal}/check/${code.toLowerCase()}`)
      await buyer.getByRole('button', { name: 'Check it' }).click()
      await expect(title(buyer)).toHaveText('This phone is not paid yet')
      await expect(buyer.getByRole('main')).toContainText(borrower.imei.slice(-4))
      await expectNobody(buyer, borrower)
      if (javaScriptEnabled) await lookedAt(buyer, 'check-owed')
      await buyer.getByRole('link', { name: 'Pay it off' }).click()
      const link = buyer.url()
      await buyer.getByRole('button', { name: /^Continue to/ }).click()
      await atCheckout(buyer)
      await payByCard(buyer)
      await expectScreen(borrower, 'home')
      await released(borrower)

      await buyer.goto(`${portal}/check/${code}`)
      await expect(title(buyer)).toHaveText('This amount is paid')
      if (javaScriptEnabled) await lookedAt(buyer, 'check-paid')
      await buyer.goto(link)
      if (javaScriptEnabled) await lookedAt(buyer, 'certificate')
      await buyer.getByRole('button', { name: 'Make the certificate' }).click()
      await expect(title(buyer)).toHaveText('This phone is free')
      await expectNobody(buyer, borrower)
      if (javaScriptEnabled) await lookedAt(buyer, 'check-free')
      const certificate = buyer.url()

      await seller.goto(`${portal}/phones/${deviceId}/statement`)
      await seller.getByRole('button', { name: 'Make a new one' }).click()
      await expect(seller.getByRole('main')).toContainText('Free of this lock since')
      const own = await shownCode(seller)
      await seller.getByRole('button', { name: 'Take it back' }).click()
      await expect(seller.getByRole('button', { name: 'Make the statement' })).toBeVisible()
      await home.close()
      await buyer.goto(`${portal}/check/${own}`)
      await expect(title(buyer)).toHaveText('This statement was taken back')
      if (javaScriptEnabled) await lookedAt(buyer, 'check-withdrawn')
      // The buyer's own stays.
      await buyer.goto(certificate)
      await expect(title(buyer)).toHaveText('This phone is free')
    })
  })
}

test('nobody is answered by an IMEI, and no code of another lender opens', async ({ page }) => {
  const { portal, imei } = await givenBorrower()
  const answers: string[] = []
  for (const number of [imei, '356981134200113']) {
    await page.goto(`${portal}/before-you-buy?code=${number}`)
    answers.push(((await page.getByRole('main').textContent()) ?? '').replaceAll(number, ''))
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('No statement of')
})

test('the keys are there for whoever checks by themselves', async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/statement`)
  await page.getByRole('button', { name: 'Make the statement' }).click()
  await shownCode(page)
  const { status, text } = await ask('serendib', '/api/statement-keys')
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ algorithm: 'Ed25519' })
  expect(JSON.parse(text).keys[0].publicKey).toMatch(/^[\w-]{43}$/)
})
