import { expect, type Page, type Route, test } from '@playwright/test'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { chooseAll, chosenByNobody, forms } from '#tests/e2e/support/forms/changing-forms.ts'
import { atCheckout, owedMinor, payByCard } from '#tests/e2e/support/pay.ts'

const ticked = (page: Page) => page.locator('main input[type=radio]:checked')

/** Goes back, and waits until the page is done with itself. */
async function back(page: Page): Promise<void> {
  await page.goBack()
  await page.waitForLoadState('networkidle')
}

/** Pays one of two late installments, then goes back to where it was chosen: by then there are other choices. */
async function payOneAndGoBack(page: Page): Promise<Borrower> {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await page.locator('#choice-installment').check()
  await page.getByRole('button', { name: 'Continue to card payment' }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(page).toHaveURL(/\/payments\//)
  await expect.poll(() => owedMinor(borrower.loanId)).toBe(1_350_000n)
  await back(page)
  await back(page)
  await expect(page).toHaveURL(/\/pay$/)
  await expect(page.locator('#choice-arrears')).toBeVisible()
  await expect(page.locator('#choice-installment')).toHaveCount(0)
  return borrower
}

/** Gives a page as it would be, were nothing said of how its forms stand. */
async function withoutSaying(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') return route.fallback()
  const { host, pathname, port } = new URL(route.request().url())
  const headers = { ...(await route.request().allHeaders()), host }
  const response = await route.fetch({ url: `http://127.0.0.1:${port}${pathname}`, headers })
  const body = (await response.text()).replaceAll(/autocomplete="off"/gi, '')
  return route.fulfill({ response, body })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('after paying, Back shows what can be paid now, and nothing is chosen', async ({
      page,
    }) => {
      await payOneAndGoBack(page)
      await expect(ticked(page)).toHaveCount(0)
      await expect(page.locator('input[name=seenOutstandingMinor]')).toHaveValue('1350000')
    })

    test('the browser would choose, were the form not said to stand as it was made', async ({
      page,
    }) => {
      await page.route(/\/pay$/, withoutSaying)
      await payOneAndGoBack(page)
      await expect(ticked(page)).toHaveCount(1)
    })
  })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`what was wrong, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test.use({ javaScriptEnabled })
    const faults = (page: Page) => page.locator('.faults')

    test('is told until the form was sent again; Back from the checkout tells nothing of it', async ({
      page,
    }) => {
      const borrower = await givenBorrower()
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
      const go = page.getByRole('button', { name: 'Continue to card payment' })
      await go.click()
      await expect(faults(page)).toBeVisible()
      await page.reload()
      await expect(faults(page)).toBeVisible()
      await page.getByRole('button', { name: 'Español' }).click()
      await expect(faults(page)).toBeVisible()
      await page.getByRole('button', { name: 'English' }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
      await go.click()
      // Told anew, and only then: what is ticked before the answer comes goes with the page before.
      await expect(faults(page)).toBeFocused()
      await page.locator('#choice-installment').check()
      await go.click()
      await atCheckout(page)
      await back(page)
      await expect(page).toHaveURL(/\/pay$/)
      await expect(faults(page)).toHaveCount(0)
      await expect(ticked(page)).toHaveCount(0)
    })

    test('is told of the sign-in until somebody was named who can be', async ({ page }) => {
      const borrower = await givenBorrower()
      await page.goto(`${borrower.portal}/sign-in`)
      const go = page.getByRole('button', { name: 'Send me a code' })
      await go.click()
      await expect(faults(page)).toBeVisible()
      await page.locator('#identifier').fill(borrower.email)
      await go.click()
      await expect(page).toHaveURL(/\/sign-in\/code/)
      await back(page)
      await expect(page).toHaveURL(/\/sign-in$/)
      await expect(faults(page)).toHaveCount(0)
    })
  })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`each form, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test.use({ javaScriptEnabled })
    for (const [name, open] of Object.entries(forms))
      test(`${name} stands as it was made`, async ({ page }) => {
        const borrower = await givenBorrower()
        await signIn(page.context(), borrower)
        await open(page, borrower)
        const url = page.url()
        expect(await page.evaluate(chooseAll)).toBeGreaterThan(0)
        await page.goto(`${borrower.portal}/help`)
        await page.waitForLoadState('networkidle')
        await page.goto(`${borrower.portal}/locks`)
        await page.waitForLoadState('networkidle')
        await back(page)
        await back(page)
        await expect(page).toHaveURL(url)
        await expect(page.locator('main form').first()).toBeVisible()
        expect(await page.evaluate(chosenByNobody)).toEqual([])
      })
  })
}

test('a page that the browser kept whole is asked for anew', async ({ page }) => {
  const { payLink } = await givenBorrower()
  await page.goto(payLink)
  await page.waitForLoadState('networkidle')
  const asked = page.waitForRequest((request) => request.isNavigationRequest())
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  expect((await asked).url()).toBe(payLink)
})
