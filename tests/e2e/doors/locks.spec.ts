import { expect, test } from '@playwright/test'
import { type Answer, answers, screens, type Verdict } from '#lib/domain/lock/screens.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { say } from '#tests/e2e/support/words.ts'

const told: Record<Verdict, string> = {
  paying_opens: 'Paying opens this lock.',
  nothing_to_pay: 'You need not pay for this.',
  paying_does_not_open: 'Paying will not open this.',
  not_known: 'Let us find out together.',
}
const all = Object.keys(answers) as Answer[]

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('from the front page to what each screen means, and whether paying opens it', {
      tag: '@laptop',
    }, async ({ page }) => {
      await page.goto(portalOf('serendib'))
      await page.getByRole('link', { name: 'My phone says something else' }).click()
      await expect(page.getByRole('navigation').getByRole('link')).toHaveCount(
        Object.keys(screens).length,
      )
      if (javaScriptEnabled) await lookedAt(page, 'locks')
      for (const answer of all) {
        await page.locator(`main a[href="/locks/${answer}"]`).first().click()
        const main = page.getByRole('main')
        await expect(main).toContainText(told[answers[answer]])
        const isOurs = answers[answer] === 'paying_opens'
        await expect(main.getByRole('link', { name: 'Sign in and pay' })).toHaveCount(
          isOurs ? 1 : 0,
        )
        if (!isOurs) await expect(main).not.toContainText('Pay it')
        await expect(main.getByRole('listitem')).toHaveCount(isOurs ? 6 : 3)
        if (javaScriptEnabled) await lookedAt(page, `locks-${answer}`)
        await page.getByRole('link', { name: 'Other screens' }).click()
      }
    })
  })
}

test('the old address leads here, and a screen that nobody has drawn is not there', async ({
  page,
}) => {
  const portal = portalOf('serendib')
  await page.goto(`${portal}/why-is-it-locked`)
  await expect(page).toHaveURL(`${portal}/locks`)
  const answer = await page.goto(`${portal}/locks/toString`)
  expect(answer?.status()).toBe(404)
})

test('whoever is signed in is led to their phone, in their language', async ({ page }) => {
  const borrower = await givenBorrower({ locale: 'ar' })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/locks/payment`)
  await page.getByRole('link', { name: say('ar', 'locks.see_phone') }).click()
  await expect(page).toHaveURL(`${borrower.portal}/phones`)
})

test('nobody who is signed in is told to sign in, on any screen', async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  for (const answer of all) {
    await page.goto(`${borrower.portal}/locks/${answer}`)
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible()
    if (answer !== 'lost') await expect(main).not.toContainText(/sign in (on|here)/i)
    await expect(main.locator('a[href="/sign-in"]')).toHaveCount(0)
  }
})

test('a forgotten PIN is told what really works, and not to leave it', async ({ page }) => {
  await page.goto(`${portalOf('serendib')}/locks/pin`)
  const main = page.getByRole('main')
  await expect(main).toContainText('only erasing the phone takes it away')
  await expect(main).toContainText('before you know the account that is on it')
  await expect(main).not.toContainText('Do not reset the phone')
})
