import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { Language } from '#lib/domain/languages.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { say } from '#tests/e2e/support/words.ts'

const longName = 'María de los Ángeles Wickramasinghe-Bandaranayake de la Santísima Trinidad'

async function makePack(
  page: Page,
  borrower: Borrower,
  language: Language,
  lock: 'xiaomi' | 'pin',
) {
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await page.getByRole('link', { name: say(language, 'visit.lead_in') }).click()
  await page.getByRole('button', { name: say(language, `visit.lock.${lock}`) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say(language, 'visit.ready'))
}

async function withLongNames({ borrowerId, deviceId }: Borrower) {
  await database()
    .updateTable('borrowers')
    .set({ name: longName })
    .where('id', '=', borrowerId)
    .execute()
  await database()
    .updateTable('devices')
    .set({ model: 'Redmi Note 13 Pro Plus 5G Special Anniversary Edition 12 GB 512 GB' })
    .where('id', '=', deviceId)
    .execute()
}

/** How many sides of paper a page takes. */
async function sidesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

for (const language of ['en', 'es', 'ar'] as const) {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${language}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled })

      test('a page to take along is one side of A4 with the facts of the loan book', {
        tag: '@laptop',
      }, async ({ page, context }) => {
        const borrower = await givenBorrower({ locale: language })
        await withLongNames(borrower)
        await signIn(context, borrower)
        await makePack(page, borrower, language, 'xiaomi')
        const sheet = page.locator('.sheet')
        for (const fact of [longName, borrower.imei, borrower.loanNumber])
          await expect(sheet).toContainText(fact)
        // Nothing of what is owed.
        await expect(sheet).not.toContainText(/Rs|LKR|9,000|18,000/)
        if (javaScriptEnabled) await lookedAt(page, `${language}-visit-pack`)
        expect(await sidesOf(page)).toBe(1)
        await page
          .getByRole('link', { name: /Xiaomi/ })
          .first()
          .click()
        await expect(sheet).toContainText(borrower.imei)
        await expect(sheet).toContainText(longName)
        if (javaScriptEnabled) await lookedAt(page, `${language}-visit-letter`)
        expect(await sidesOf(page)).toBe(1)
      })
    })
  }
}

test('whoever is shown the page checks it, and reads no name', async ({
  page,
  context,
  browser,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await makePack(page, borrower, 'en', 'pin')
  // No letter about a PIN: no maker can tell it.
  await expect(page.getByRole('link', { name: /^Write to/ })).toHaveCount(0)
  const sheet = await page.locator('.sheet').textContent()
  const code = /code there: ([0-9A-Z ]+)\./.exec(sheet ?? '')?.[1]?.replaceAll(' ', '') ?? ''
  const counter = await browser.newPage()
  await counter.goto(`${borrower.portal}/before-you-buy`)
  await counter.getByRole('textbox').first().fill(code.toLowerCase())
  await counter.getByRole('button', { name: 'Check it' }).click()
  const main = counter.getByRole('main')
  await expect(main).toContainText('This phone is financed by this lender')
  await expect(main).toContainText(borrower.imei.slice(-4))
  for (const own of [borrower.name, borrower.imei, borrower.loanNumber])
    await expect(main).not.toContainText(own)
  await lookedAt(counter, 'visit-checked')
  await counter.close()
})

test('a case that is open stands on the page; without one there is a way to it', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await makePack(page, borrower, 'en', 'xiaomi')
  const pack = page.url()
  await page.getByRole('link', { name: /Get a case number/ }).click()
  await page.getByRole('radio').last().check()
  await page.getByRole('textbox').first().fill('It asks for a Mi Account.')
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(page).toHaveURL(/sent=1/)
  await page.goto(pack)
  const { reference } = await database()
    .selectFrom('cases')
    .select('reference')
    .where('loanId', '=', borrower.loanId)
    .executeTakeFirstOrThrow()
  await expect(page.locator('.sheet')).toContainText(reference)
  await expect(page.getByRole('link', { name: /Get a case number/ })).toHaveCount(0)
})

test('from a screen that paying does not open, by way of signing in, to the phone', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await page.goto(`${borrower.portal}/locks/xiaomi`)
  await page.getByRole('link', { name: /A page to take along/ }).click()
  await expect(page).toHaveURL(/sign-in\?next=%2Fvisit/)
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/visit`)
  await expect(page).toHaveURL(`${borrower.portal}/phones/${borrower.deviceId}/visit`)
  // A page that was never made leads to where one is made.
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/visit/google`)
  await expect(page).toHaveURL(`${borrower.portal}/phones/${borrower.deviceId}/visit`)
})
