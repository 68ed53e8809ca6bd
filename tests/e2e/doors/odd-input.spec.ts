import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { ask } from '#tests/e2e/support/routes.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

const identifier = (page: Page) => page.getByLabel('Loan number, e-mail, phone number or IMEI')
const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** Puts into a field what no keyboard would. */
async function put(page: Page, name: string, value: string): Promise<void> {
  await page
    .locator(`[name=${name}]`)
    .first()
    .evaluate((field: HTMLInputElement, text) => {
      field.value = text
    }, value)
}

test('no address, however odd, breaks a page', async () => {
  const none = '-'.repeat(36)
  for (const path of [
    `/return/${none}`,
    `/paid/${none}`,
    `/phones/${none}/pay`,
    `/api/payments/${none}`,
    '/sign-in?fault=limited&until=8640000000000000',
    '/sign-in?fault=limited&until=tomorrow',
    '/sign-in?fault=limited&until=1&until=2',
    '/sign-in?next=%2F%09%2Fevil.example&fault=x',
  ])
    expect((await ask('serendib', path)).status, path).toBeLessThan(500)
})

test('what no record can be named by is turned away before anything looks for it', async () => {
  for (const path of ['/p/%00', '/sign-in/link/%00', '/api/webhooks/mdm/%00/http', '/?q=%00'])
    expect((await ask('serendib', path)).status, path).toBe(400)
})

test('a form that another site sends is refused as one, and not as a fault of ours', async ({
  request,
}) => {
  const { host, port } = new URL(portalOf('serendib'))
  const send = async (path: string, origin: string) => {
    const headers = { host, origin }
    const form = { multipart: { identifier: 'SR-1001' }, maxRedirects: 0 }
    const sent = await request.post(`http://127.0.0.1:${port}${path}`, { headers, ...form })
    return sent.status()
  }
  for (const path of ['/sign-in', '/desk/sign-in', '/p/unknown'])
    for (const origin of ['https://evil.example', 'null'])
      expect(await send(path, origin)).toBe(403)
  expect(await send('/sign-in', `http://${host}`)).not.toBe(403)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('a number copied with marks that nobody sees is read; a field is never too long for an answer', async ({
    page,
    context,
  }) => {
    const borrower = await givenBorrower()
    await page.goto(`${borrower.portal}/sign-in`)
    await put(page, 'identifier', `\u202a${borrower.loanNumber}\u202c\0`)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await expect(title(page)).toHaveText('Type the code')
    await signIn(context, borrower)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
    await put(page, 'nickname', 'My\0phone')
    await page.getByRole('button', { name: 'Save the name' }).click()
    await expect(title(page)).toHaveText('My phone')
    await put(page, 'nickname', 'x'.repeat(2_000))
    await page.getByRole('button', { name: 'Save the name' }).click()
    await expect(page.locator('#nickname-error')).toContainText('at most 40')
    await expect(title(page)).toHaveText('My phone')
  })

  test('an amount or a code with such a mark is read without it, and shown again as it was typed', async ({
    page,
    context,
  }) => {
    const borrower = await givenBorrower()
    await page.goto(`${borrower.portal}/scan`)
    await put(page, 'code', 'none\0such')
    await page
      .locator('form', { has: page.locator('[name=code]') })
      .getByRole('button')
      .click()
    await expect(page.locator('[name=code]')).toHaveValue('nonesuch')
    await signIn(context, borrower)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
    await page.getByRole('radio', { name: 'Another amount' }).check()
    await put(page, 'amount', '20\u000000')
    await page.getByRole('button', { name: 'Show what it does' }).click()
    await expect(page.getByRole('main')).toContainText('Rs 2,000.00:')
    await expect(page.locator('[name=amount]')).toHaveValue('2000')
  })

  test('the language is chosen on any page, which then comes back in it', async ({ page }) => {
    const portal = portalOf('serendib')
    await page.goto(`${portal}/help?next=%2Faccount`)
    for (const [name, language, direction] of [
      ['العربية', 'ar', 'rtl'],
      ['Español', 'es', 'ltr'],
      ['English', 'en', 'ltr'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click()
      await expect(page).toHaveURL(`${portal}/help?next=%2Faccount`)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page.locator('html')).toHaveAttribute('dir', direction)
    }
    for (const elsewhere of ['/\t/evil.example', '//evil.example', '/путь']) {
      await page.goto(`${portal}/help`)
      await put(page, 'back', elsewhere)
      await page.getByRole('button', { name: 'Español' }).click()
      await expect(page).toHaveURL(`${portal}/`)
    }
  })
})

test('what is missing or wrong is said at the field, and what was typed stays', async ({
  page,
}) => {
  const portal = portalOf('serendib')
  await page.goto(`${portal}/sign-in`)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.locator('#identifier-error')).toContainText('Type your loan number')
  await identifier(page).fill('someone@example')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.locator('#identifier-error')).toContainText('not complete')
  await expect(identifier(page)).toHaveValue('someone@example')
  await lookedAt(page, 'sign-in-error')
  await identifier(page).fill('¿¿??')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.locator('#identifier-error')).toContainText('no letter and no digit')
  await identifier(page).fill('my phone is locked')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.locator('#identifier-error')).toContainText('words alone')
  await expect(identifier(page)).toHaveValue('my phone is locked')
  // Some lender may number its loans so: said again, it is meant.
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page).toHaveURL(/\/code$/)
  await page.goBack()
  await identifier(page).fill('someone@mail.example')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page).toHaveURL(/\/code$/)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('#code-error')).toContainText('Type the code')
  expect(await lettersTo('someone@mail.example')).toEqual([])
})
