import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard, paymentsOf } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { ask } from '#tests/e2e/support/routes.ts'
import { say } from '#tests/e2e/support/words.ts'

const main = (page: Page) => page.getByRole('main')
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const forHer = 'my sister Kumari'

async function signedIn(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  return borrower
}

/** Makes a link by the page for it, and gives its address as it stands there. */
async function makeLink(page: Page, borrower: Borrower, name = forHer): Promise<string> {
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
  await page.getByLabel('Who is it for?').fill(name)
  await page.getByRole('button', { name: 'Make a link' }).click()
  await expect(title(page)).toHaveText('Send your link')
  const address = await main(page)
    .getByText(/\/p\/[0-9A-Z]{16}$/)
    .textContent()
  return address ?? ''
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const lookedAt = lookingWith(javaScriptEnabled)

    test('a link is made, sent, opened and paid, and the borrower sees each step', {
      tag: '@laptop',
    }, async ({ page, browser }) => {
      const borrower = await signedIn(page)
      await page.goto(`${borrower.portal}/phones`)
      await page.getByRole('link', { name: /^Ask somebody to pay/ }).click()
      await expect(main(page)).toContainText('9,000.00')
      await expect(main(page)).toContainText('Unlocks the phone')
      await lookedAt(page, 'ask')
      const address = await makeLink(page, borrower)
      await expect(main(page)).toContainText('It has not been opened yet')
      await lookedAt(page, 'ask-link')
      const own = page.url()

      const context = await browser.newContext({ javaScriptEnabled })
      const helper = await context.newPage()
      await helper.goto(address)
      await expect(main(helper)).toContainText('Xiaomi 13T')
      await expect(main(helper)).toContainText('9,000.00')
      await expect(main(helper)).toContainText('It is your choice')
      const html = await helper.content()
      for (const hers of ['Nimali', 'Perera', 'Kumari', borrower.loanNumber, borrower.email])
        expect(html.includes(hers), hers).toBe(false)
      await lookedAt(helper, 'ask-helper')
      if (javaScriptEnabled) {
        await expect(async () => {
          await page.goto(own)
          await expect(main(page)).toContainText('It was opened:', { timeout: 1_000 })
        }).toPass()
        await page.goto(`${borrower.portal}/phones`)
        await expect(main(page)).toContainText(
          /Your link for .{0,2}my sister Kumari.{0,2} was opened/,
        )
        await lookedAt(page, 'ask-home-opened')
      }
      await helper.getByRole('button', { name: /^Continue to/ }).click()
      await atCheckout(helper)
      await page.goto(own)
      await expect(main(page)).toContainText('It was opened:')
      await payByCard(helper)
      await expect(title(helper)).toHaveText('The phone is unlocked')
      await expectScreen(borrower, 'home')
      await context.close()

      await page.goto(own)
      await expect(main(page)).toContainText('9,000.00')
      await lookedAt(page, 'ask-link-paid')
      await page.goto(`${borrower.portal}/phones`)
      await expect(main(page)).toContainText(/9,000\.00 was paid by your link for/)
      await lookedAt(page, 'ask-home-paid')
      await page.getByRole('link', { name: 'See the payment' }).click()
      await expect(title(page)).toHaveText('Your phone is unlocked')
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
      await expect(main(page)).toContainText('9,000.00 paid:')
      await lookedAt(page, 'ask-nothing-due')
    })

    test('a link ends at once when the borrower wants, and what was begun by it is closed', async ({
      page,
      browser,
    }) => {
      const borrower = await signedIn(page)
      const address = await makeLink(page, borrower)
      const own = page.url()
      const context = await browser.newContext({ javaScriptEnabled })
      const helper = await context.newPage()
      await helper.goto(address)
      const stays = await context.newPage()
      await stays.goto(address)
      await helper.getByRole('button', { name: /^Continue to/ }).click()
      await atCheckout(helper)
      await page.getByRole('button', { name: 'End this link' }).click()
      await expect(title(page)).toHaveText('This link has ended')
      expect(page.url()).toBe(own)
      await lookedAt(page, 'ask-link-ended')
      const [attempt] = await paymentsOf(borrower.loanId)
      expect(attempt).toMatchObject({ state: 'cancelled' })
      await stays.getByRole('button', { name: /^Continue to/ }).click()
      await expect(stays).toHaveURL(/\/scan\?|\/not-here/)
      await stays.goto(address)
      await expect(stays).toHaveURL(/\/scan\?/)
      expect(await paymentsOf(borrower.loanId)).toHaveLength(1)
      await context.close()
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
      await expect(main(page)).toContainText('Links that have ended')
    })

    test('five links stand at once; the page says to end one first', async ({ page }) => {
      const borrower = await signedIn(page)
      for (let made = 0; made < 5; made += 1) await makeLink(page, borrower, '')
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
      await expect(main(page)).toContainText('You have 5 links already')
      await expect(page.getByRole('button', { name: 'Make a link' })).toHaveCount(0)
      await lookedAt(page, 'ask-full')
    })

    test('a name that is too long is told at its field', async ({ page }) => {
      const borrower = await signedIn(page)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
      await page.getByLabel('Who is it for?').fill('a'.repeat(61))
      await page.getByRole('button', { name: 'Make a link' }).click()
      await expect(main(page)).toContainText('Use at most 60 characters.')
      await lookedAt(page, 'ask-too-long')
    })
  })
}

test('who only fetches the address, as a messenger does, has not opened it', async ({ page }) => {
  const borrower = await signedIn(page)
  const address = await makeLink(page, borrower)
  const { status } = await ask(borrower.slug, new URL(address).pathname)
  expect(status).toBe(200)
  // The borrower’s own look tells them nothing either.
  const told = page.waitForResponse(/\/opened$/)
  await page.goto(address)
  expect((await told).status()).toBe(204)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
  await expect(main(page)).toContainText('Not opened yet')
})

test('a link can be handed to the apps that send it, and stands there to be copied or printed', async ({
  page,
}) => {
  const borrower = await signedIn(page)
  const address = await makeLink(page, borrower)
  const href = (name: string) => page.getByRole('link', { name }).getAttribute('href')
  for (const [name, starts] of [
    ['WhatsApp', 'https://wa.me/?text='],
    ['Text message', 'sms:?&body='],
    ['E-mail', 'mailto:?subject='],
  ] as const) {
    const leads = (await href(name)) ?? ''
    expect(leads.startsWith(starts), name).toBe(true)
    expect(decodeURIComponent(leads), name).toContain(address)
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy the address' }).click()
  await expect(main(page)).toContainText('The address is copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('Scan this code:')).toBeVisible()
  await expect(page.getByRole('link', { name: 'WhatsApp' })).toBeHidden()
  for (const hers of ['Nimali', 'Kumari', borrower.loanNumber])
    await expect(page.locator('body')).not.toContainText(hers, { useInnerText: true })
  const typed = await page.getByText(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/).textContent()
  if (process.env.PICTURES)
    await page.screenshot({ path: 'test-results/pages/phone/ask-printed.png', fullPage: true })
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${borrower.portal}/scan`)
  await page
    .getByRole('textbox')
    .first()
    .fill(typed ?? '')
  await page.getByRole('textbox').first().press('Enter')
  await expect(page).toHaveURL(address)
})

test('where nothing is late, it asks for what falls due while it stands, and not for more', async ({
  page,
}) => {
  const soon = await signedIn(page, { dueInDays: [-40, 6, 36], lockState: 'unlocked' })
  await database()
    .updateTable('loans')
    .set({ outstandingMinor: 900_000n })
    .where('id', '=', soon.loanId)
    .execute()
  await page.goto(`${soon.portal}/phones/${soon.deviceId}/ask`)
  await expect(main(page)).toContainText('4,500.00')
  await lookingWith(true)(page, 'ask-soon')
  await page.context().clearCookies()
  const later = await signedIn(page, { dueInDays: [20, 50], lockState: 'unlocked' })
  await page.goto(`${later.portal}/phones/${later.deviceId}/ask`)
  await expect(main(page)).toContainText('There is nothing to ask for now')
  await expect(page.getByRole('button', { name: 'Make a link' })).toHaveCount(0)
})

test('another borrower’s phone and link are not here', async ({ page, browser }) => {
  const owner = await signedIn(page)
  await makeLink(page, owner)
  const own = new URL(page.url()).pathname
  const context = await browser.newContext()
  const stranger = await context.newPage()
  const other = await signedIn(stranger)
  const linkId = own.split('/').at(-1)
  for (const path of [
    own,
    `/phones/${owner.deviceId}/ask`,
    `/phones/${other.deviceId}/ask/${linkId}`,
  ]) {
    const answer = await stranger.goto(other.portal + path)
    expect(answer?.status(), path).toBe(404)
  }
  await context.close()
  await page.reload()
  await expect(title(page)).toHaveText('Send your link')
})

test('in Arabic, right to left', { tag: '@laptop' }, async ({ page }) => {
  const borrower = await signedIn(page, { locale: 'ar' })
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/ask`)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await lookingWith(true)(page, 'ar-ask')
  await page.getByRole('button', { name: say('ar', 'ask.make') }).click()
  await expect(title(page)).toHaveText(say('ar', 'ask.send.title'))
  await lookingWith(true)(page, 'ar-ask-link')
  const address = await main(page)
    .getByText(/\/p\/[0-9A-Z]{16}$/)
    .textContent()
  await page.goto(address ?? '')
  await lookingWith(true)(page, 'ar-ask-helper')
})
