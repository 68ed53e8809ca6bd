import { expect, type Page, test } from '@playwright/test'
import type { Language } from '#lib/domain/languages.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { demo } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { say } from '#tests/e2e/support/words.ts'

// Both directions at both sizes; the longest words on a laptop.
const spoken: Record<string, Language[]> = { phone: ['en', 'ar'], laptop: ['es', 'ar'] }

async function speak(page: Page, language: Language, portal: string): Promise<void> {
  await page.context().addCookies([{ name: 'language', value: language, url: portal }])
}

async function expectLanguage(page: Page, language: Language): Promise<void> {
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', language)
  await expect(html).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
}

for (const language of ['en', 'es', 'ar'] as const) {
  test.describe(language, () => {
    test.beforeEach(({ page: _ }, { project }) => {
      test.skip(!spoken[project.name]?.includes(language))
    })

    test('pay and watch the phone unlock, and every page of a borrower', {
      tag: '@laptop',
    }, async ({ page, context }) => {
      const borrower = await givenBorrower({ locale: language })
      await signIn(context, borrower)
      await page.goto(`${borrower.portal}/phones`)
      await expectLanguage(page, language)
      await lookedAt(page, `${language}-phones`)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
      await lookedAt(page, `${language}-pay`)
      await page.goto(`${borrower.portal}/phones`)
      await page.getByRole('radio').first().check()
      await page.getByRole('button', { name: say(language, 'pay.continue') }).click()
      await atCheckout(page)
      await payByCard(page)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        say(language, 'payment.headline.unlocked'),
      )
      await expectScreen(borrower, 'home')
      await lookedAt(page, `${language}-payment`)
      await lookAtAccount(page, borrower, language)
    })

    test('every page that anybody can open', { tag: '@laptop' }, async ({ page }) => {
      const { portal, payLink } = await givenBorrower()
      await speak(page, language, portal)
      const paths = [
        ...[
          '/',
          '/help',
          '/directory',
          '/locks',
          '/who-financed',
          '/who-financed?name=klarna',
          '/bought',
          '/before-you-buy',
          '/real',
          '/stop',
        ],
        ...['/sign-in', '/sign-out/ask', '/sign-out/done'],
      ]
      for (const path of paths) {
        await page.goto(portal + path)
        await expectLanguage(page, language)
        await lookedAt(page, `${language}${path.replaceAll(/[/?=]/g, '-')}`)
      }
      await page.goto(payLink)
      await lookedAt(page, `${language}-link`)
      await page.goto(`${portal}/nothing/here`)
      await lookedAt(page, `${language}-not-found`)
      await speak(page, language, demo().portal)
      await page.goto(demo().portal)
      await lookedAt(page, `${language}-choose-lender`)
    })
  })
}

async function lookAtAccount(page: Page, borrower: Borrower, language: Language): Promise<void> {
  const { portal, deviceId, loanId } = borrower
  const { id } = await paymentOf(loanId)
  const paths = {
    details: `/phones/${deviceId}`,
    wrong: `/phones/${deviceId}/dispute`,
    trouble: `/phones/${deviceId}/trouble`,
    visit: `/phones/${deviceId}/visit`,
    promise: `/phones/${deviceId}/promise`,
    payments: '/payments',
    receipt: `/payments/${id}/receipt`,
    'code-not-needed': `/payments/${id}/code`,
    account: '/account',
    'recovery-codes': '/account/recovery-codes',
    'contact-choices': '/account/contact',
    'is-it-us': '/real',
  }
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(portal + path)
    await expectLanguage(page, language)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await lookedAt(page, `${language}-${name}`)
  }
}
