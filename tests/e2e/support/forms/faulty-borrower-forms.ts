import { expect, type Page } from '@playwright/test'
import { givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { payArrears } from '#tests/e2e/support/pay.ts'
import { press, toOptions } from '#tests/e2e/support/plan.ts'
import { say } from '#tests/e2e/support/words.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { type Come, lastOf, type Send } from './faulty-form.ts'

export const faultyBorrowerForms: Record<string, Come[]> = {
  'app/(borrower)/payments/[paymentId]/code/code-form.tsx': [
    async (page) => {
      await payArrears(page, { isOnline: false })
      await page.getByRole('link', { name: /Get a code/ }).click()
      return wrongPasskey(page)
    },
  ],
  'app/(borrower)/phones/[deviceId]/ask/ask-form.tsx': [
    async (page) => {
      await atPhone(page, '/ask')
      const name = page.locator('#name')
      return async () => {
        await name.fill('x'.repeat(80))
        await name.press('Enter')
      }
    },
  ],
  'app/(borrower)/phones/[deviceId]/nickname-form.tsx': [
    async (page) => {
      await atPhone(page, '')
      const nickname = page.locator('#nickname')
      return async () => {
        await nickname.fill('x'.repeat(60))
        await nickname.press('Enter')
      }
    },
  ],
  'app/(borrower)/phones/[deviceId]/open/ask-forms.tsx': [
    async (page) => {
      await atPhone(page, '/open', { dueInDays: [20, 50], isOnline: false })
      return wrongPasskey(page)
    },
  ],
  'app/(borrower)/phones/[deviceId]/pay/pay-form.tsx': [(page) => atPhone(page, '/pay')],
  'app/(borrower)/phones/[deviceId]/plan/budget-form.tsx': [
    async (page) => {
      await atPhone(page, '/plan')
      await press(page, say('en', 'plans.ask.prefer_not'))
      return async () => {
        await page.locator('main input[inputmode]').first().fill('some')
        await press(page, 'Continue')
      }
    },
  ],
  'app/(borrower)/phones/[deviceId]/plan/options-form.tsx': [
    async (page) => {
      const send = await atPhone(page, '/plan')
      await toOptions(page)
      return send
    },
  ],
  'app/(borrower)/phones/[deviceId]/promise/promise-form.tsx': [
    (page) => atPhone(page, '/promise'),
  ],
  'app/(borrower)/phones/[deviceId]/return/hand-over/hand-over-form.tsx': [
    async (page) => {
      const send = await atPhone(page, '/return')
      await page.locator('main form button').first().click()
      await expect(page).toHaveURL(/hand-over/)
      return send
    },
  ],
  'app/(borrower)/phones/[deviceId]/dispute/dispute-form.tsx': [
    (page) => atPhone(page, '/dispute'),
  ],
  'app/(borrower)/returns/[returnId]/condition-dispute-form.tsx': [
    async (page) => {
      const borrower = await givenBorrower()
      const { returnId } = await givenReturn(borrower, 'inspected')
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      return lastOf(page, page.locator('form:has(#note)'))
    },
  ],
  'app/(public)/before-you-buy/page.tsx': [(page) => atPortal(page, '/before-you-buy')],
  'app/(public)/bought/report-form.tsx': [(page) => atPortal(page, '/bought')],
  'app/(public)/scan/page.tsx': [(page) => atPortal(page, '/scan')],
  'app/(public)/who-financed/page.tsx': [(page) => atPortal(page, '/who-financed')],
  'app/(public)/sign-in/code/page.tsx': [
    async (page) => {
      const { portal, loanNumber } = await givenBorrower()
      await page.goto(portal)
      await page.locator('#identifier').fill(loanNumber)
      await page.locator('#identifier').press('Enter')
      await expect(page).toHaveURL(/\/sign-in\/code$/)
      return lastOf(page, page.locator('form:has(#code)'))
    },
  ],
  'app/(public)/sign-in/identifier-form.tsx': [(page) => atPortal(page, '/sign-in')],
}

async function atPortal(page: Page, path: string): Promise<Send> {
  await page.goto((await givenBorrower()).portal + path)
  return lastOf(page)
}

async function atPhone(page: Page, path: string, wish: Wish = {}): Promise<Send> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}${path}`)
  return lastOf(page)
}

async function wrongPasskey(page: Page): Promise<Send> {
  await press(page, 'Get a code')
  return async () => {
    await page.locator('#passkey').fill('12')
    await page.locator('#passkey').press('Enter')
  }
}
