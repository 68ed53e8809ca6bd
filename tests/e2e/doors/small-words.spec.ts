import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import { payArrears } from '#tests/e2e/support/pay.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const summary = (page: Page) => page.locator('.faults')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('the code under the QR code leads to the payment page; a mistyped one is kept and told', async ({
      page,
    }) => {
      const borrower = await givenBorrower()
      const code = borrower.payLink.split('/').at(-1) ?? ''
      await page.goto(borrower.portal)
      await expect(page).toHaveTitle('Serendib Mobile')
      await page.getByRole('link', { name: 'Pay with the code on the lock screen' }).click()
      const field = page.getByLabel('Code printed under the QR code')
      await field.fill(`${code}x`)
      await page.getByRole('button', { name: 'Open the payment page' }).click()
      await expect(page).toHaveTitle(/^Error: /)
      await expect(summary(page)).toBeFocused()
      await expect(field).toHaveValue(`${code}x`)
      await expect(summary(page)).toContainText('16 letters and digits, and this one has 17')
      const [link, button] = [
        summary(page).getByRole('link'),
        page.getByRole('button', { name: 'Open the payment page' }),
      ]
      await link.click()
      await expect(field).toBeFocused()
      // Nothing stands between what was wrong and its field.
      const tops = await Promise.all([field, button].map((one) => one.boundingBox()))
      expect(tops[0]?.y).toBeLessThan(tops[1]?.y ?? 0)
      await looked(page, 'landing-code-unknown')
      await field.fill(borrower.payLink)
      await page.getByRole('button', { name: 'Open the payment page' }).click()
      await expect(title(page)).toHaveText('Pay for a phone')
      await page.goto(`${borrower.payLink}x`)
      await expect(field).toHaveValue(`${code}x`)
    })

    test('the field of the front page takes the code under the QR code as well, and keeps a mistyped one', async ({
      page,
    }) => {
      const borrower = await givenBorrower()
      const code = borrower.payLink.split('/').at(-1) ?? ''
      const field = page.getByLabel('Loan number, e-mail, phone number or IMEI')
      const go = page.getByRole('button', { name: 'Send me a code' })
      await page.goto(borrower.portal)
      await expect(page.getByText('or the code printed under the QR code')).toBeVisible()
      await field.fill(`${code}x`)
      await go.click()
      await expect(page).toHaveTitle(/^Error: /)
      await expect(summary(page)).toBeFocused()
      await expect(summary(page)).toContainText('Compare it with the lock screen letter by letter')
      await expect(field).toHaveValue(`${code}x`)
      await looked(page, 'sign-in-code-unknown')
      await field.fill(code.toLowerCase().replace(/.{4}/g, '$& '))
      await go.click()
      await expect(title(page)).toHaveText('Pay for a phone')
      await page.goto(borrower.portal)
      await field.fill(borrower.payLink)
      await go.click()
      await expect(title(page)).toHaveText('Pay for a phone')
      // Told once: it may be a loan number.
      await page.goto(borrower.portal)
      await field.fill(`${code}y`)
      await go.click()
      await expect(summary(page)).toBeVisible()
      await go.click()
      await expect(title(page)).toHaveText('Type the code')
      const another = `${portalOf('norte')}/p/${code}`
      await page.goto(borrower.portal)
      await field.fill(another)
      await go.click()
      await expect(page.getByRole('main')).toContainText('leads to the portal of another lender')
      await expect(page.getByLabel('Code printed under the QR code')).toHaveValue(another)
    })

    test('what was wrong is in the title of the page, and comes before the reader', async ({
      page,
    }) => {
      const borrower = await givenBorrower()
      await page.goto(`${borrower.portal}/sign-in`)
      await page.getByRole('button', { name: 'Send me a code' }).click()
      await expect(page).toHaveTitle('Error: Sign in · Serendib Mobile')
      await expect(summary(page)).toBeFocused()
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
      await expect(page).toHaveTitle(/^How much/)
      await page.getByRole('button', { name: 'Continue to card payment' }).click()
      await expect(page).toHaveTitle(/^Error: How much/)
      await expect(summary(page)).toBeFocused()
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
      await page.getByRole('button', { name: 'Send to' }).click()
      await expect(page).toHaveTitle(/^Error: This is wrong/)
      await expect(summary(page)).toBeFocused()
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
      await expect(page).toHaveTitle(/^This is wrong/)
    })

    test('the browser’s language counts before the lender’s', async ({ browser }) => {
      const context = await browser.newContext({ locale: 'es-MX', javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(portalOf('serendib'))
      await expect(page.locator('html')).toHaveAttribute('lang', 'es')
      await context.close()
      const unspoken = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled })
      const other = await unspoken.newPage()
      await other.goto(portalOf('norte'))
      await expect(other.locator('html')).toHaveAttribute('lang', 'es')
      await unspoken.close()
    })
  })
}

test('paid ahead, the phone is not called unlocking', async ({ page }) => {
  const borrower = await givenBorrower({ dueInDays: [5, 35, 65], lockState: 'unlocked' })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await page.getByRole('link', { name: 'Pay ahead' }).click()
  await page.getByRole('radio', { name: /^The next installment/ }).check()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await page.getByLabel('Email').fill('payer@mail.example')
  await page.getByLabel('Card number').fill('4242424242424242')
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByLabel('Name', { exact: true }).fill('A Payer')
  const said: string[] = []
  // The last page may still be read when the test has seen enough.
  const read = () =>
    title(page)
      .textContent()
      .catch(() => null)
  page.on('domcontentloaded', async () => said.push((await read()) ?? ''))
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(title(page)).toHaveText(
    /Your phone is unlocked|Your phone stays unlocked|Paid\. Thank you/,
  )
  expect(said.join()).not.toMatch(/unlocking|next/i)
})

test.describe('text at twice its size in a narrow window', () => {
  test.use({ viewport: { width: 320, height: 740 } })

  test('amounts are twice as large, whole, and within the page', async ({ page }) => {
    const borrower = await givenBorrower({ amountMinor: 45_123_400n })
    await signIn(page.context(), borrower)
    for (const path of ['/phones', `/phones/${borrower.deviceId}/pay`, '/p']) {
      const url = path === '/p' ? borrower.payLink : borrower.portal + path
      await page.goto(url)
      const amount = page.getByText(/902,468/).first()
      const sizes = async () =>
        amount.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize))
      const usual = await sizes()
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      expect(await sizes()).toBeCloseTo(usual * 2, 0)
      const { scroll, width } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        width: document.documentElement.clientWidth,
      }))
      expect(scroll, path).toBeLessThanOrEqual(width)
      const isWhole = await amount.evaluate((node) => {
        const card = node.closest('.card, .choice, .stage-words')
        if (!card) return false
        return node.getBoundingClientRect().right <= card.getBoundingClientRect().right + 1
      })
      expect(isWhole, path).toBe(true)
    }
  })

  for (const [lender, locale, amountMinor] of [
    ['serendib', 'en', 410_000n],
    ['serendib', 'ar', 45_123_400n],
    ['norte', 'es', 410_000n],
    ['hoshi', 'en', 1_234_500n],
  ] as const)
    test(`no number breaks, at ${lender} in ${locale}`, async ({ page }) => {
      const borrower = await givenBorrower({ lender, locale, amountMinor })
      await signIn(page.context(), borrower)
      const phone = `/phones/${borrower.deviceId}`
      for (const path of ['/phones', phone, `${phone}/pay`, `${phone}/trouble`, '/p']) {
        await page.goto(path === '/p' ? borrower.payLink : borrower.portal + path)
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
        expect(await page.evaluate(brokenNumbers), path).toEqual([])
      }
    })
})

test('the sandbox phone and the page have one name for entering a code', async ({ page }) => {
  await payArrears(page, { isOnline: false })
  await page.getByRole('link', { name: /Get a code/ }).click()
  await page.getByRole('button', { name: 'Get a code' }).click()
  await expect(page.getByText('“Enter a code”').first()).toBeVisible()
})

// Runs in the page: every number with a mark in it, and every time until a time, that stands on more than one line.
function brokenNumbers(): string[] {
  const found: string[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const number of (node.textContent ?? '').matchAll(/\d[\d.,:–٬٫]*\d/g)) {
      if (!node.parentElement?.checkVisibility()) continue
      const range = document.createRange()
      range.setStart(node, number.index)
      range.setEnd(node, number.index + number[0].length)
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
      if (tops.size > 1) found.push(number[0])
    }
  return found
}
