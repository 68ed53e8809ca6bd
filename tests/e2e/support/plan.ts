import { expect, type Page } from '@playwright/test'
import type { Language } from '#lib/domain/languages.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './borrower.ts'
import { say } from './words.ts'

export const title = (page: Page) => page.locator('h1')
export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click()

export async function planPage(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/plan`)
  return borrower
}

/** From the reasons to the options, saying nothing. */
export async function toOptions(page: Page, language: Language = 'en'): Promise<void> {
  await press(page, say(language, 'plans.ask.prefer_not'))
  await expect(title(page)).toHaveText(say(language, 'plans.ask.budget'))
  await press(page, say(language, 'plans.budget.skip'))
  await expect(title(page)).toHaveText(say(language, 'plans.ask.options'))
}

export async function choose(page: Page, kind: string, language: Language = 'en'): Promise<void> {
  await page.locator(`#kind-${kind}`).check()
  await press(page, say(language, 'plans.ask.ask'))
}

/** So little a month that a person has to decide. */
export async function askForLittle(page: Page): Promise<void> {
  await page.locator('#kind-own_amount').check()
  await page.getByLabel('Amount a month, in LKR').fill('2500')
  await press(page, 'Ask for this plan')
  await expect(page.getByText('With Rs 2,500.00 a month')).toBeVisible()
  await press(page, 'Ask for this plan')
  await expect(title(page)).toHaveText('We have your request')
}
