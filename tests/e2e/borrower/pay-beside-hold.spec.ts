import { expect, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { saidLeftOpenUntil } from '#tests/e2e/support/left-open.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenReturn } from '#tests/returns/given-return.ts'

test('an open “I already paid” is named before somebody pays twice, and no amount buys less than the hold', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  const payPage = `${borrower.portal}/phones/${borrower.deviceId}/pay`
  const main = page.getByRole('main')
  await page.goto(payPage)
  await expect(main).toContainText('Unlocks until')
  await expect(main).not.toContainText('You told us that you have paid')

  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await page.getByRole('radio', { name: /^I already paid/ }).check()
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(main).toContainText('We have your message')

  await page.goto(payPage)
  await expect(main).toContainText(`until ${await saidLeftOpenUntil(borrower)}`)
  await expect(main).toContainText('You told us that you have paid')
  await lookedAt(page, 'pay-beside-hold')
  await page.goto(borrower.payLink)
  await expect(main).toContainText('This may have been paid already')
  await page.goto(payPage)
  await page.getByRole('link', { name: /^See your message/ }).click()
  await expect(main).toContainText('We have your message')
})

test('whoever pays for a phone that goes back is told so first, and is led to the return', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  const payPage = `${borrower.portal}/phones/${borrower.deviceId}/pay`
  const main = page.getByRole('main')
  await page.goto(payPage)
  await expect(main).not.toContainText('hand this phone back')
  const { returnId } = await givenReturn(borrower, 'arranged')
  await page.goto(payPage)
  await expect(main).toContainText('You have arranged to hand this phone back')
  await lookedAt(page, 'pay-beside-return')
  await page.getByRole('link', { name: 'See where the return stands' }).click()
  await expect(page).toHaveURL(`${borrower.portal}/returns/${returnId}`)
})
