import { expect, type Page, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender } from '#tests/e2e/support/own-lender.ts'

async function ask(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the company').fill(name)
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page).toHaveURL(/[?]name=/)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('from the name on a box, a contract or a screen to whoever financed the phone', {
      tag: '@laptop',
    }, async ({ page }) => {
      const other = await givenOwnLender()
      await page.goto(portalOf('serendib'))
      await page.getByRole('link', { name: 'Who financed my phone?' }).click()
      if (javaScriptEnabled) await lookedAt(page, 'who-financed')
      const main = page.getByRole('main')
      await ask(page, 'serendib mobile (pvt) ltd')
      await expect(main).toContainText('Yes, that is us.')
      await expect(main.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
      if (javaScriptEnabled) await lookedAt(page, 'who-financed-us')
      await ask(page, 'Serendib Plc')
      await expect(main).toContainText('That may be us.')
      await expect(main).toContainText('Serendib Mobile')
      await expect(main.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
      if (javaScriptEnabled) await lookedAt(page, 'who-financed-perhaps')
      await ask(page, 'Klarna')
      await expect(main).toContainText(/That is .Klarna., not us\./)
      await expect(main).toContainText('Does it lock phones? Unknown')
      if (javaScriptEnabled) await lookedAt(page, 'who-financed-klarna')
      await ask(page, 'Somebody & Sons')
      await expect(main).toContainText('Not ours, as far as this name says.')
      if (javaScriptEnabled) await lookedAt(page, 'who-financed-nobody')
      await ask(page, other.name)
      await expect(main.getByRole('link', { name: /^Go to/ })).toHaveAttribute('href', /localhost/)
    })
  })
}

test('a number of ours and a stranger’s look the same', async ({ page }) => {
  const { portal, loanNumber } = await givenBorrower()
  const answers: string[] = []
  for (const number of [loanNumber, loanNumber.replace(/\d$/, ''), '35 698113 420011 7']) {
    await page.goto(`${portal}/who-financed?name=${encodeURIComponent(number)}`)
    const text = (await page.getByRole('main').textContent()) ?? ''
    answers.push(text.replaceAll(number, ''))
  }
  expect(answers[0]).toContain('A number says nothing here.')
  expect(new Set(answers).size).toBe(1)
})
