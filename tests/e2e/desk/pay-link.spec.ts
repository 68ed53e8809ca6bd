import { type Browser, expect, type Page, test } from '@playwright/test'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { bodyOf } from '#tests/e2e/support/page-text.ts'
import { atCheckout, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { press } from './given-desk-act.ts'

// A desk, a phone and a payer: much for one test.
test.describe.configure({ timeout: 180_000 })

const main = (page: Page) => page.getByRole('main')

async function replaceLink(page: Page, borrower: Borrower): Promise<void> {
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}`)
  await page.getByRole('link', { name: 'Pay link', exact: true }).click()
  await expect(main(page)).toContainText(borrower.payLink)
  await press(page, 'Continue')
  await expect(page.locator('#reason-error')).toContainText('Write why')
  await page.getByLabel('Reason').fill('Photographed by a shop')
  await press(page, 'Continue')
  await expect(main(page)).toContainText('ends at once')
  await lookedAt(page, 'desk-pay-link-effects')
  await press(page, 'Replace the link')
  await expect(main(page)).toContainText('The one before does not work any more')
  await expect(main(page)).not.toContainText(borrower.payLink)
}

async function shownLink(borrower: Borrower): Promise<string> {
  const { screenText } = await look(borrower)
  return `http://${screenText.find((line) => line.includes('/p/'))}`
}

async function payerAt(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'en-GB' })).newPage()
}

test('a pay link is replaced: the old one is like an unknown one, the new one on the lock screen pays', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  await replaceLink(page, borrower)
  await expect.poll(() => shownLink(borrower), { timeout: 15_000 }).not.toBe(borrower.payLink)
  await page.reload()
  await expect(main(page)).toContainText('Taken by the lock service,')
  await lookedAt(page, 'desk-pay-link')

  const payer = await payerAt(browser)
  const codes = [borrower.payLink.split('/').at(-1) ?? '', '0123456789ABCDEF']
  const seen: string[] = []
  for (const code of codes) {
    await payer.goto(`${borrower.portal}/p/${code}`)
    await expect(main(payer)).toContainText(/No phone of .+ has this code/)
    seen.push(await bodyOf(payer, code))
  }
  expect(seen[0]).toBe(seen[1])
  await payer.goto(await shownLink(borrower))
  await payer.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(payer)
  await payByCard(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('The phone is unlocked')
  await expectScreen(borrower, 'home')
  await payer.context().close()
})

test('where no service reaches the lock, the page says that somebody puts the address there', async ({
  page,
}) => {
  const borrower = await givenBorrower({ provider: 'manual' })
  await replaceLink(page, borrower)
  await expect(async () => {
    await page.reload()
    await expect(main(page)).toContainText('The lock service has not taken the new link')
  }).toPass()
  await lookedAt(page, 'desk-pay-link-by-hand')
})
