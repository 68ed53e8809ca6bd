import { expect, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { saidLeftOpenUntil } from '#tests/e2e/support/left-open.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { askForLittle, choose, planPage, title, toOptions } from '#tests/e2e/support/plan.ts'
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
  await page.goto(payPage.replace(/pay$/, 'promise'))
  await expect(main).toContainText('Once the phone is back the promise ends')
  await page.goto(payPage)
  await page.getByRole('link', { name: 'See where the return stands' }).click()
  await expect(page).toHaveURL(`${borrower.portal}/returns/${returnId}`)
})

test('a plan that waits for a person is named before paying and promising', async ({ page }) => {
  const main = page.getByRole('main')
  const asking = await planPage(page)
  await toOptions(page)
  await askForLittle(page)
  const phone = `${asking.portal}/phones/${asking.deviceId}`
  await page.goto(`${phone}/pay`)
  await expect(main).toContainText('You have asked for a plan')
  await expect(main).toContainText('it is answered by what is still owed then')
  await lookedAt(page, 'pay-beside-plan-asked')
  await page.goto(`${phone}/promise`)
  await expect(main).toContainText('If a plan is agreed and nothing is overdue any more')
  await lookedAt(page, 'promise-beside-plan-asked')
  await page.getByRole('link', { name: 'See your request' }).click()
  await expect(title(page)).toHaveText('We have your request')
})

test('a plan that waits for an answer is named before paying', async ({ page }) => {
  const main = page.getByRole('main')
  const offered = await planPage(page)
  await toOptions(page)
  await choose(page, 'longer_term')
  await page.waitForURL(/\/plans\//)
  await page.goto(`${offered.portal}/phones/${offered.deviceId}/pay`)
  await expect(main).toContainText('An offer of a plan waits for your answer until')
  await expect(main).toContainText('The offer is then made anew')
  await page.getByRole('link', { name: 'See the offer' }).click()
  await expect(page).toHaveURL(/\/plans\//)
})
