import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'
import { barcodesIn } from '#tests/components/voucher/read-barcodes.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import {
  atCheckout,
  beginToPay,
  chooseArrears,
  payByCard,
  payByVoucher,
  paymentOf,
} from '#tests/e2e/support/pay.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const slip = (page: Page) => page.locator('.voucher')

async function numberOf({ loanId }: Borrower): Promise<string> {
  const { id } = await paymentOf(loanId)
  const { voucher } = await database()
    .selectFrom('payments')
    .select('voucher')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return (voucher as VoucherDetails | null)?.number ?? ''
}

const spaced = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1 ')

async function promised(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await beginToPay(page, { lender: 'norte', locale: 'en', ...wish })
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  return borrower
}

/** What a reader at a till finds on the page, large enough to be scanned. */
async function scanned(page: Page) {
  const shown = slip(page).getByRole('img')
  await page.setViewportSize({ width: 800, height: 900 })
  return barcodesIn(await shown.screenshot())
}

test('the page has all that is needed at the counter, and a reader finds the number in the bars', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promised(page)
  const number = await numberOf(borrower)
  await expect(slip(page)).toContainText('Pay at OXXO')
  await expect(slip(page)).toContainText('$9,000.00')
  await expect(slip(page)).toContainText(spaced(number))
  await expect(slip(page)).toContainText(/Until\s*\w+day \d+ \w+/)
  await expect(slip(page)).toContainText('Go to any OXXO shop')
  await expect(page.getByRole('main')).not.toContainText(/thank/i)
  await lookedAt(page, 'voucher-slip')
  expect(await scanned(page)).toEqual([['Code128', number]])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await scanned(page)).toEqual([['Code128', number]])
})

test('it prints as one page, black on white, with nothing to press', async ({ page }) => {
  const borrower = await promised(page)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(slip(page)).toContainText(spaced(await numberOf(borrower)))
  for (const pressed of await page.locator('a, button').all())
    if (!(await pressed.evaluate((one) => one.closest('.brand, .skip-link, p') !== null)))
      await expect(pressed).toBeHidden()
  await expect(page.getByText('Waiting for the payment')).toBeHidden()
  const colours = await slip(page).evaluate((card) => {
    const { color, backgroundColor } = getComputedStyle(card)
    return [color, backgroundColor]
  })
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  expect(await scanned(page)).toEqual([['Code128', await numberOf(borrower)]])
})

test('whoever never comes back from Stripe finds it on home, and has the number on the nominated phone', async ({
  page,
}) => {
  const nominatedPhone = `+5255${String(Date.now()).slice(-8)}`
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en', nominatedPhone })
  await signIn(page.context(), borrower)
  await chooseArrears(page, borrower.portal)
  await page.getByRole('radio', { name: 'OXXO voucher' }).check()
  await page.getByLabel('Email').fill('payer@mail.example')
  await page.getByLabel('Name', { exact: true }).fill('A Payer')
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByRole('heading')).toContainText('in cash')
  await expect.poll(() => numberOf(borrower)).not.toBe('')
  await expect
    .poll(async () => (await lettersTo(nominatedPhone)).map(({ text }) => text).join('\n'))
    .toContain(spaced(await numberOf(borrower)))
  const [text] = await lettersTo(nominatedPhone)
  expect(text?.text).toMatch(/pay \$9,000.00 at OXXO until \w+day \d+ \w+/)
  await page.goto(`${borrower.portal}/phones`)
  await expect(
    page.getByRole('heading', {
      name: /^Waiting for your payment at OXXO until \w+day \d+ \w+$/,
    }),
  ).toBeVisible()
  await lookedAt(page, 'home-voucher')
  await page.getByRole('link', { name: 'Show the voucher' }).click()
  await expect(slip(page)).toContainText(spaced(await numberOf(borrower)))
})

for (const javaScriptEnabled of [true, false])
  test.describe(`in Arabic, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 640 } })

    test('the number reads from left to right, and nothing sticks out', async ({ page }) => {
      const borrower = await promised(page)
      await page.getByRole('button', { name: 'العربية' }).click()
      await expect(title(page)).toHaveText('القسيمة جاهزة. ادفعها الآن في متجر')
      const number = page.locator('.voucher bdi', { hasText: spaced(await numberOf(borrower)) })
      await expect(number).toHaveAttribute('dir', 'ltr')
      await expect(page.getByRole('main')).not.toContainText('شكر')
      await lookingWith(javaScriptEnabled)(page, 'voucher-slip-ar')
      const wide = await page.locator('body').evaluate((body) => body.scrollWidth)
      expect(wide).toBeLessThanOrEqual(320)
    })
  })

test('details that Stripe did not give: its page, else its letter, is named; nothing is made up', async ({
  page,
}) => {
  const borrower = await promised(page)
  const { id } = await paymentOf(borrower.loanId)
  const without = (values: object) =>
    database().updateTable('payments').set(values).where('id', '=', id).execute()
  await without({ voucher: null })
  await page.reload()
  await expect(slip(page)).toContainText('It stands on Stripe’s page of the voucher')
  await expect(page.getByRole('link', { name: 'Open Stripe’s page of it' })).toBeVisible()
  await expect(slip(page).getByRole('img')).toHaveCount(0)
  await without({ checkoutUrl: null })
  await page.reload()
  await expect(slip(page)).toContainText('Look in the e-mail that Stripe sent')
  await expect(page.getByRole('link', { name: 'Open Stripe’s page of it' })).toHaveCount(0)
  await lookedAt(page, 'voucher-slip-without')
})

test('a voucher of Konbini, a boleto and Multibanco each say what their machines ask for', async ({
  page,
}) => {
  const borrower = await promised(page)
  const { id } = await paymentOf(borrower.loanId)
  const as = async (method: string, voucher: VoucherDetails) => {
    await database()
      .updateTable('payments')
      .set({ method, voucher: JSON.stringify(voucher) })
      .where('id', '=', id)
      .execute()
    await page.reload()
  }
  const nothing = { number: null, entity: null, stores: [] }
  const codes = { paymentCode: '123456', confirmationNumber: '09012345678' }
  await as('konbini', {
    ...nothing,
    stores: [
      { store: 'familymart', ...codes },
      { store: 'lawson', ...codes, paymentCode: '654321' },
    ],
  })
  await expect(slip(page)).toContainText(/FamilyMart.*123456.*09012345678.*Lawson.*654321/s)
  await lookedAt(page, 'voucher-konbini')
  await as('multibanco', { ...nothing, entity: '12345', number: '123456789' })
  await expect(slip(page)).toContainText(/Entidade.*12345.*Referência.*123 456 789/s)
  await expect(title(page)).toHaveText('The reference is made. Now pay it')
  await lookedAt(page, 'voucher-multibanco')
  await as('boleto', { ...nothing, number: '00190500954014481606906809350314337370000000100' })
  await expect(slip(page)).toContainText('00190.50095 40144.816069 06809.350314 3 37370000000100')
  await lookedAt(page, 'voucher-boleto')
  expect(await scanned(page)).toEqual([['ITF', '00193373700000001000500940144816060680935031']])
})

test('a helper’s link shows the voucher to whoever made it, and prints it, too', async ({
  page,
}) => {
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en' })
  await page.goto(borrower.payLink)
  await expect(page.getByRole('main')).toContainText('you then have 2 days to pay it')
  await page.getByRole('button', { name: 'Continue to pay by card or in cash at a shop' }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(slip(page)).toContainText(spaced(await numberOf(borrower)))
  await expect(page.getByRole('main')).not.toContainText(/thank/i)
  await lookedAt(page, 'link-voucher-slip')
  expect((await page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  // The link is replaced meanwhile: the status alone still shows what can be paid.
  await database()
    .updateTable('payLinks')
    .set({ revokedAt: Temporal.Now.instant() })
    .where('deviceId', '=', borrower.deviceId)
    .execute()
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/paid/${id}`)
  await expect(slip(page)).toContainText(spaced(await numberOf(borrower)))
  await lookedAt(page, 'paid-voucher-slip')
})

test('once it is paid, over or not needed there is no voucher to show', async ({ page }) => {
  const borrower = await promised(page)
  const { id } = await paymentOf(borrower.loanId)
  await database()
    .updateTable('payments')
    .set({ expiresAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('id', '=', id)
    .execute()
  await page.reload()
  await expect(title(page)).toHaveText('The voucher can’t be paid any more')
  await expect(slip(page)).toHaveCount(0)
  const other = await promised(page)
  await page.goto(`${other.portal}/phones/${other.deviceId}/pay`)
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await page.getByRole('checkbox', { name: /I know/ }).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await page.goto(`${other.portal}/phones`)
  await page.getByRole('main').getByRole('link', { name: 'See that payment' }).click()
  await expect(title(page)).toHaveText('This voucher is not needed any more')
  await expect(slip(page)).toHaveCount(0)
})

test('the front page and the buttons say how one can pay here', async ({ page }) => {
  await page.goto(portalOf('norte'))
  await expect(page.getByRole('main')).toContainText(
    /You can pay by card or in cash at a shop|Puede pagar con tarjeta o en efectivo en una tienda/,
  )
  await page.goto(portalOf('serendib'))
  await expect(page.getByRole('main')).toContainText('You can pay by card.')
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en' })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await expect(
    page.getByRole('button', { name: 'Continue to pay by card or in cash at a shop' }),
  ).toBeVisible()
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await expect(page.getByRole('main')).toContainText('You can pay by card or in cash at a shop.')
})
