import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

const note = 'Pagué 2.480 el lunes, «en caja»\nدفعت يوم الاثنين'

const speak = (page: Page, name: string) =>
  page.getByRole('contentinfo').getByRole('button', { name }).click()

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'

  test(`a report that is being written goes along into another language, ${how}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    const borrower = await givenBorrower()
    await signIn(context, borrower)
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
    const chosen = page.locator('#what-already_paid')
    await chosen.check()
    await page.locator('#note').fill(note)
    await speak(page, 'Español')
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await expect(page.locator('#note')).toHaveValue(note)
    await expect(chosen).toBeChecked()
    // Nothing was sent, and nothing was wrong.
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    await speak(page, 'العربية')
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.locator('#note')).toHaveValue(note)
    await expect(chosen).toBeChecked()
    if (javaScriptEnabled) await lookedAt(page, 'dispute-other-language')
    const cases = await database()
      .selectFrom('cases')
      .select('id')
      .where('loanId', '=', borrower.loanId)
      .execute()
    expect(cases).toEqual([])
    // The choice stays, and the form can be sent from there.
    await page.getByRole('main').locator('form button[type=submit]').last().click()
    await expect(page).toHaveURL(/sent=1/)
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
    await context.close()
  })

  test(`a name typed to sign in goes along, no code and no password does, ${how}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    const { portal, loanNumber } = await givenBorrower()
    await page.goto(portal)
    await page.locator('#identifier').fill(loanNumber)
    await speak(page, 'Español')
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await expect(page.locator('#identifier')).toHaveValue(loanNumber)
    await page.getByRole('button', { name: 'Enviarme un código' }).click()
    await expect(page).toHaveURL(/\/sign-in\/code/)
    await page.locator('#code').fill('123456')
    await speak(page, 'English')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('#code')).toHaveValue('')
    await context.close()
  })
}

test('what staff type goes along with scripts', async ({ page }) => {
  const { loanId } = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${loanId}/acts/hold`)
  await page.locator('textarea').first().fill(note)
  await speak(page, 'Español')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.locator('textarea').first()).toHaveValue(note)
})
