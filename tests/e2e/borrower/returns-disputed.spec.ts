import { expect, test } from '@playwright/test'
import { another } from '#tests/e2e/desk/given-desk-act.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import {
  asBorrower,
  atDesk,
  expectOnePage,
  photo,
  press,
  title,
} from '#tests/e2e/support/return.ts'
import { loanRow } from '#tests/payments/given-payment.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    test.slow()
    const looked = lookingWith(javaScriptEnabled)

    test('disagrees with the inspection, and a person lowers it', async ({ page, browser }) => {
      const borrower = await asBorrower(page, { lender: 'hoshi', amountMinor: 30_001n })
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/return`)
      await expect(page.getByRole('main')).toContainText('sections 99 and 100')
      await looked(page, 'return-half')
      await press(page, 'Keep this quote and go on')
      const day = Temporal.Now.plainDateISO('Asia/Tokyo').add({ days: 2 })
      await page.getByRole('radio', { name: /^A courier picks it up/ }).check()
      await page.getByLabel('Day', { exact: true }).fill(`${day}`)
      await page.getByRole('radio', { name: /^Evening/ }).check()
      await page.getByLabel(/^Address where/).fill('1-2-3 Asagaya, Suginami, Tokyo')
      await press(page, 'Go on')
      await press(page, 'Arrange the return')
      await expect(title(page)).toHaveText('Your return is arranged')
      const returnPage = page.url()
      const returnId = returnPage.split('/').at(-1) ?? ''

      const desk = await atDesk(browser, 'hoshi')
      await desk.goto(`${desk.url()}/${returnId}`)
      await desk.getByRole('link', { name: 'Choose another' }).click()
      await desk.getByRole('radio', { name: 'Courier' }).check()
      await desk.getByLabel('Day of the courier').fill(`${day.add({ days: 1 })}`)
      await desk.getByRole('radio', { name: /^Morning/ }).check()
      await press(desk, 'Move it')
      await expect(desk.locator('#reason-error')).toHaveText('Write the reason.')
      await desk.getByLabel('Reason', { exact: true }).fill('A holiday of the courier.')
      await press(desk, 'Move it')
      await expect(desk.getByRole('main')).toContainText('The borrower has been told why')
      await page.goto(returnPage)
      await expect(page.getByRole('main')).toContainText('A holiday of the courier.')

      await desk.getByLabel(/^IMEI of the phone/).fill(borrower.imei)
      await press(desk, 'Take it in')
      await desk.getByRole('radio', { name: /^Damaged/ }).check()
      await desk.getByLabel(/^What the damage adds/).fill('5000')
      await press(desk, 'Continue')
      await expect(desk.locator('#note-error')).toContainText('why it is more than wear')
      await desk.getByLabel('What you see').fill('The glass is cracked across.')
      await press(desk, 'Continue')
      await press(desk, 'Write it down')
      await expect(title(desk)).toHaveText('Waits for the borrower’s answer')

      await page.goto(returnPage)
      await expect(page.getByRole('main')).toContainText('65,002')
      await page.getByLabel('A photo of the phone').setInputFiles(await photo())
      await press(page, 'Add this photo')
      await expect(page.getByRole('main')).toContainText('The photo is added.')
      await press(page, 'Send it to a person')
      await expect(page.locator('#note-error')).toHaveText('Write in a few words what is wrong.')
      await page.getByLabel('What is wrong with it?').fill('It was cracked when I bought it.')
      await press(page, 'Send it to a person')
      await expect(title(page)).toHaveText('We look at it again')
      await looked(page, 'return-disputed')

      await desk.reload()
      await expect(desk.getByRole('main')).toContainText('It was cracked when I bought it.')
      await desk.getByRole('radio', { name: /^Lower/ }).check()
      await desk.getByLabel(/^Left to pay, in JPY/).fill('70000')
      await desk.getByLabel('Reason', { exact: true }).fill('The shop confirms it.')
      await press(desk, 'Continue')
      await expect(desk.locator('#owed-error')).toContainText('Type an amount below')
      await desk.getByLabel(/^Left to pay, in JPY/).fill('60002')
      await press(desk, 'Continue')
      await looked(desk, 'desk-return-decide')
      await press(desk, 'Send the answer')
      await expect(desk.getByRole('main')).toContainText('Nobody has taken a photo')
      await desk.getByLabel('Reason', { exact: true }).fill('The camera of the shop is broken.')
      await press(desk, 'Continue')
      await press(desk, 'Ask a second person')
      await expect(desk).toHaveURL(/\/approvals\//)
      const second = await another(browser, { lender: 'hoshi', role: 'approver' })
      await second.page.goto(desk.url().split('?')[0] ?? '')
      await expect(second.page.getByRole('main')).toContainText('is taken off the loan')
      await press(second.page, 'Approve and do it now')
      await expect(second.page.getByRole('main')).toContainText('Approved and done')

      await page.goto(returnPage)
      await expect(title(page)).toHaveText('Your return is settled')
      await expect(page.getByRole('main')).toContainText('The shop confirms it.')
      await looked(page, 'return-settled-rest')
      expect(await loanRow(borrower)).toMatchObject({ outstandingMinor: 60_002n })
      await page.getByRole('link', { name: 'Pay what is left' }).click()
      await expect(page.getByRole('main')).toContainText('Counted towards what is still to be paid')
      await looked(page, 'return-pay-rest')
      await page.goto(`${returnPage}/letter`)
      await expect(page.getByRole('main')).toContainText('What is left to pay is due on')
      await expectOnePage(page)
    })
  })
