import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { chooseAll, chosenByNobody, forms } from '#tests/e2e/support/forms/changing-forms.ts'
import { atCheckout, owedMinor, payByCard } from '#tests/e2e/support/pay.ts'
import { wholeChromium } from '#tests/support/chromium.ts'

// The Back button of a whole Chromium shows pages that it kept whole, `no-store` or not (its "back/forward cache").
const executablePath = wholeChromium()
if (!executablePath)
  console.log('Skipped: what a browser keeps whole for its Back button; no whole Chromium is here.')
test.skip(!executablePath, 'no whole Chromium on this machine')
test.use({
  headless: false,
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
})

type Shown = { wasKept: boolean; changed: string[]; owedMinor: string | undefined }

/** Back to an address of before; asked of the browser itself, for Playwright knows of no page that was kept whole. */
async function backTo(page: Page, url: string): Promise<Shown> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Page.enable')
  const { entries } = await browser.send('Page.getNavigationHistory')
  const entry = entries.findLast((one) => one.url === url)
  if (!entry) throw new Error(`Never was at ${url}`)
  const shown = new Promise<string>((resolve) =>
    browser.on('Page.frameNavigated', ({ frame, type }) => !frame.parentId && resolve(type)),
  )
  await browser.send('Page.navigateToHistoryEntry', { entryId: entry.id })
  const wasKept = (await shown) === 'BackForwardCacheRestore'
  await expect.poll(() => read(browser, 'document.readyState')).toBe('complete')
  return {
    wasKept,
    changed: (await read(browser, `(${chosenByNobody})()`)) as string[],
    owedMinor: (await read(browser, owedAsShown)) as string | undefined,
  }
}

const owedAsShown = "document.querySelector('[name=seenOutstandingMinor]')?.value"

async function read(browser: CDPSession, expression: string): Promise<unknown> {
  const { result } = await browser.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value
}

/** Sends a form of no matter what. */
async function sendAForm(page: Page, portal: string): Promise<void> {
  await page.goto(`${portal}/help`)
  const sent = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.evaluate(submit)
  await (await sent).finished()
  await page.waitForLoadState()
}

// Runs in the page.
function submit(): void {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/help' })
  document.body.append(form)
  form.submit()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    for (const [name, open] of Object.entries(forms))
      test(`${name} is asked for anew once a form was sent`, async ({ page }) => {
        const borrower = await givenBorrower()
        await signIn(page.context(), borrower)
        await open(page, borrower)
        const url = page.url()
        expect(await page.evaluate(chooseAll)).toBeGreaterThan(0)
        await sendAForm(page, borrower.portal)
        expect(await backTo(page, url)).toMatchObject({ wasKept: false, changed: [] })
      })

    test('after paying, Back shows what is owed now, and nothing is chosen', async ({ page }) => {
      const borrower = await givenBorrower()
      await signIn(page.context(), borrower)
      const url = `${borrower.portal}/phones/${borrower.deviceId}/pay`
      await page.goto(url)
      await page.locator('#choice-installment').check()
      await page.getByRole('button', { name: 'Continue to card payment' }).click()
      await atCheckout(page)
      await payByCard(page)
      await expect(page).toHaveURL(/\/payments\//)
      await expect.poll(() => owedMinor(borrower.loanId)).toBe(1_350_000n)
      const shown = await backTo(page, url)
      expect(shown).toEqual({ wasKept: false, changed: [], owedMinor: '1350000' })
    })
  })
}

test.describe('the browser itself', () => {
  test.use({ javaScriptEnabled: false })

  test('keeps a page whole, what was chosen on it too, as long as nothing was sent', async ({
    page,
  }) => {
    const borrower = await givenBorrower()
    await signIn(page.context(), borrower)
    const url = `${borrower.portal}/phones/${borrower.deviceId}/pay`
    await page.goto(url)
    await page.locator('#choice-arrears').check()
    await page.goto(`${borrower.portal}/help`)
    expect(await backTo(page, url)).toMatchObject({ wasKept: true, changed: ['choice'] })
  })
})
