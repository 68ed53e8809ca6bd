import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender } from '#tests/e2e/support/own-lender.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

async function write(page: Page, imei: string): Promise<void> {
  await page.getByRole('radio', { name: /^Pay it off/ }).check()
  await page.getByLabel('Where you bought it').fill('https://market.example/ad/9, Rs 30,000, 2 May')
  await page.getByLabel('IMEI of the phone').fill(imei)
  await page.getByRole('button', { name: /^Send to/ }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('a buyer writes without an account, the desk answers, the buyer reads it', {
      tag: '@laptop',
    }, async ({ page, browser }) => {
      const borrower = await givenBorrower()
      await page.goto(borrower.portal)
      await page.getByRole('link', { name: 'I bought this phone from somebody' }).click()
      if (javaScriptEnabled) await lookedAt(page, 'bought')
      await write(page, '12345')
      await expect(page.getByText('An IMEI has 15 digits.').first()).toBeVisible()
      if (javaScriptEnabled) await lookedAt(page, 'bought-fault')
      await write(page, borrower.imei)
      const title = page.getByRole('heading', { level: 1 })
      await expect(title).toHaveText('Your message has arrived')
      const own = page.url()
      await expect(page.getByRole('main')).not.toContainText(borrower.loanNumber)
      if (javaScriptEnabled) await lookedAt(page, 'bought-sent')

      const context = await browser.newContext({ javaScriptEnabled })
      const staff = await signInStaff(context, { name: 'Amara Silva' })
      const desk = await context.newPage()
      const { caseId } = await database()
        .selectFrom('buyerReports')
        .select('caseId')
        .where('code', '=', own.split('/').at(-1) ?? '')
        .executeTakeFirstOrThrow()
      await desk.goto(`${staff.desk}?group=buyers`)
      await expect(
        desk.getByRole('link', { name: /Somebody bought a locked phone/ }).first(),
      ).toBeVisible()
      await desk.goto(`${staff.desk}/cases/${caseId}`)
      await expect(desk.getByRole('main')).toContainText('market.example/ad/9')
      await expect(desk.getByRole('link', { name: borrower.loanNumber })).toBeVisible()
      if (javaScriptEnabled) await lookedAt(desk, 'desk-buyer')
      await desk.getByRole('radio', { name: /^Straw purchase/ }).check()
      await desk
        .getByLabel('Answer to the buyer')
        .fill('You can pay the rest. Ask the seller first.')
      await desk.getByRole('button', { name: /^Send the answer/ }).click()
      await expect(desk.getByRole('main')).toContainText('Amara Silva⁩ answered the buyer')
      await context.close()

      await page.goto(own)
      await expect(title).toHaveText('Your message is answered')
      await expect(page.getByRole('main')).toContainText('You can pay the rest.')
      await expect(page.getByRole('main')).not.toContainText('Straw')
      if (javaScriptEnabled) await lookedAt(page, 'bought-answered')
    })
  })
}

test('nobody floods the desk: after a few messages in an hour the next is not sent', async ({
  page,
}) => {
  // Nobody else writes to it.
  const { portal, id: lenderId } = await givenOwnLender()
  const count = () =>
    database()
      .selectFrom('buyerReports')
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .where('lenderId', '=', lenderId)
      .executeTakeFirstOrThrow()
  for (let sent = 0; sent < 8; sent += 1) {
    await page.goto(`${portal}/bought`)
    await write(page, '')
    await expect(page).toHaveURL(/\/bought\/\w{16}$/)
  }
  const before = await count()
  await page.goto(`${portal}/bought`)
  await write(page, '')
  await expect(page.getByText('Too many messages for now')).toBeVisible()
  await expect(page.getByLabel('Where you bought it')).toHaveValue(/market\.example/)
  expect(await count()).toEqual(before)
})

test('a code that nobody has leads nowhere', async ({ page }) => {
  const { portal } = await givenBorrower()
  const answer = await page.goto(`${portal}/bought/0123456789ABCDEF`)
  expect(answer?.status()).toBe(404)
})
