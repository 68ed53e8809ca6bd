import { expect, test } from '@playwright/test'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import { payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import {
  asBorrower,
  atDesk,
  expectOnePage,
  photo,
  press,
  title,
} from '#tests/e2e/support/return.ts'
import { say } from '#tests/e2e/support/words.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import { arrange, givenReturn, offer, returnRow } from '#tests/returns/given-return.ts'

async function subjectsTo({ email }: Borrower): Promise<string> {
  return (await lettersTo(email)).map(({ subject }) => subject).join('\n')
}

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    test.slow()
    const looked = lookingWith(javaScriptEnabled)

    test('hands the phone back, from the quote to the closing letter', { tag: '@laptop' }, async ({
      page,
      browser,
    }) => {
      const borrower = await asBorrower(page)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/trouble`)
      const way = page.locator('summary', { hasText: say('en', 'trouble.way.return') })
      if (await way.isVisible()) await way.click()
      await page.getByRole('link', { name: say('en', 'trouble.return.go') }).click()
      await expect(title(page)).toHaveText('Hand the phone back')
      const row = (name: string) => page.getByRole('row', { name })
      await expect(row('Worn')).toContainText('Nothing')
      await expect(row('Damaged')).toContainText('Rs 16,200.00')
      await expect(row('Not working')).toContainText('Rs 18,000.00')
      await expect(page.getByRole('main')).toContainText('reported as closed')
      await looked(page, 'return-quote')

      await press(page, 'Keep this quote and go on')
      await press(page, 'Go on')
      await expect(page.locator('#way-error')).toHaveText('Choose how you want to hand it over.')
      await page.getByRole('radio', { name: /^A courier picks it up/ }).check()
      await page.getByLabel('Day', { exact: true }).fill('2020-01-01')
      await press(page, 'Go on')
      await expect(page.locator('#on-error')).toContainText('The courier can come from')
      await expect(page.locator('#slot-error')).toBeVisible()
      await looked(page, 'return-hand-over-faults')
      await page.getByRole('radio', { name: /^Serendib Mobile, Kandy/ }).check()
      await press(page, 'Go on')
      await expect(page.getByRole('main')).toContainText('88 Dalada Veediya, Kandy')
      await looked(page, 'return-confirm')
      await press(page, 'Change')
      await expect(page.getByRole('radio', { name: /^Serendib Mobile, Kandy/ })).toBeChecked()
      await press(page, 'Go on')
      await press(page, 'Arrange the return')
      await expect(title(page)).toHaveText('Your return is arranged')
      await expectScreen(borrower, 'home')
      await page.reload()
      await expect(page.getByRole('main')).toContainText('The phone is kept open')
      await looked(page, 'return-arranged')
      const returnPage = page.url().split(/[?#]/)[0] ?? ''

      await expect(page.getByRole('button', { name: /^Done: / })).toHaveCount(6)
      for (let ticked = 1; ticked <= 6; ticked += 1) {
        await page
          .getByRole('button', { name: /^Done: / })
          .first()
          .click()
        await expect(page.getByRole('main')).toContainText(`${ticked} of 6 done`)
      }
      await page.getByRole('link', { name: 'Print the label' }).click()
      await expect(page.getByRole('img', { name: /^QR code of the reference/ })).toBeVisible()
      await expect(page.getByRole('main')).not.toContainText(borrower.loanNumber)
      await expect(page.getByRole('main')).not.toContainText(/loan|owe|overdue|Rs /i)
      await looked(page, 'return-label')
      await expectOnePage(page)
      const reference =
        (await page.locator('main bdi.tabular-nums, main bdi[dir=ltr]').last().textContent()) ?? ''

      const desk = await atDesk(browser)
      await desk.getByLabel('Reference on the label').fill('AAAA-0000')
      await press(desk, 'Find the return')
      await expect(desk.locator('#reference-error')).toContainText('No return has this reference')
      await looked(desk, 'desk-returns')
      await desk
        .getByLabel('Reference on the label')
        .fill(reference.toLowerCase().replace('-', ' '))
      await press(desk, 'Find the return')
      await expect(title(desk)).toHaveText('To be confirmed')
      await looked(desk, 'desk-return-arranged')
      await press(desk, 'Confirm')
      await expect(desk.getByRole('main')).toContainText('Confirmed as the borrower chose it')
      await expect(title(desk)).toHaveText('On its way')
      await desk.getByLabel(/^IMEI of the phone/).fill('123456789012345')
      await desk.getByRole('checkbox', { name: 'Mi Account' }).check()
      await press(desk, 'Take it in')
      await expect(desk.locator('#imei-error')).toContainText('This is not an IMEI')
      await expect(desk.getByRole('checkbox', { name: 'Mi Account' })).toBeChecked()
      await expect(desk.getByRole('checkbox', { name: /may be deleted/ })).not.toBeChecked()
      await desk.getByLabel(/^IMEI of the phone/).fill(borrower.imei)
      await desk.getByRole('checkbox', { name: /may be deleted/ }).check()
      await press(desk, 'Take it in')
      await expect(title(desk)).toHaveText('Here, to be inspected')
      await expect(desk.getByRole('main')).toContainText('given at hand-over')

      await desk.getByLabel('A photo of the phone').setInputFiles(await photo())
      await press(desk, 'Add this photo')
      await expect(desk.getByRole('main')).toContainText('The photo is added.')
      await press(desk, 'Continue')
      await expect(desk.locator('#condition-error')).toHaveText('Choose a condition.')
      await desk.getByRole('radio', { name: /^Worn/ }).check()
      await desk.getByLabel('What you see').fill('Light scratches on the back.')
      await press(desk, 'Continue')
      await expect(desk.getByRole('main')).toContainText('The borrower reads: Worn, Rs 0.00')
      await looked(desk, 'desk-return-inspect')
      await press(desk, 'Write it down')
      await expect(title(desk)).toHaveText('Waits for the borrower’s answer')

      await page.goto(returnPage)
      await expect(title(page)).toHaveText('Please look at the result')
      await expect(page.getByRole('main')).toContainText('Light scratches on the back.')
      await expect(page.getByRole('main')).toContainText('Still on it when it came: Mi Account')
      const shown = page.getByRole('img', { name: /^Photo 1 from us/ })
      await expect(shown).toBeVisible()
      await looked(page, 'return-inspected')
      await press(page, 'I agree')
      await expect(title(page)).toHaveText('The result stands')

      await desk.reload()
      await press(desk, 'Continue')
      await expect(desk.getByRole('main')).toContainText(
        'Nothing is left to pay: the loan is closed.',
      )
      await looked(desk, 'desk-return-settle')
      await press(desk, 'Book it')
      await expect(desk.getByRole('main')).toContainText('Booked.')
      await press(desk, 'Close the return')
      await expect(title(desk)).toHaveText('Closed')
      await looked(desk, 'desk-return-closed')

      expect(await loanRow(borrower)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
      await page.goto(returnPage)
      await page.getByRole('link', { name: 'The letter to keep or print' }).click()
      await expect(page.getByRole('main')).toContainText('nothing is left to pay on this loan')
      await expect(page.getByRole('main')).toContainText('may be deleted')
      await looked(page, 'return-letter')
      await expectOnePage(page)
      await page.goto(`${borrower.portal}/phones`)
      await expect(title(page)).toHaveText('You have handed the phone back')
      await looked(page, 'return-phones')
      expect((await look(borrower)).screen).toBe('home')
      await expect.poll(() => subjectsTo(borrower)).toContain('is settled')
      for (const said of ['Your return', 'We have your', 'please look at the result'])
        expect(await subjectsTo(borrower)).toContain(said)
    })

    test('calls the return off, and everything is as before', async ({ page }) => {
      const borrower = await asBorrower(page)
      const { returnId } = await givenReturn(borrower, 'arranged')
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/plan`)
      const otherWays = page.getByRole('main').getByRole('link')
      await expect(otherWays.filter({ hasText: 'Promise a day' })).toBeVisible()
      await expect(otherWays.filter({ hasText: 'Hand the phone back' })).toHaveCount(0)
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      await press(page, 'Call the return off')
      await expect(title(page)).toHaveText('You called the return off')
      await looked(page, 'return-withdrawn')
      await page.goto(`${borrower.portal}/returns/${returnId}/label`)
      await expect(page.getByRole('main')).toContainText('There is no label')
    })

    test('calls a return off for which a courier was asked, and somebody tells the courier', async ({
      page,
      browser,
    }) => {
      const borrower = await asBorrower(page)
      const acting = { loan: borrower, returnId: await offer(borrower) }
      const on = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 3 })
      const address = '5 Lake Road, Kandy'
      await arrange(acting, { kind: 'courier', on, slot: 'morning', address })
      await page.goto(`${borrower.portal}/returns/${acting.returnId}`)
      await press(page, 'Call the return off')
      await expect(title(page)).toHaveText('You called the return off')
      await expect(page.getByRole('main')).toContainText('hand nothing over')
      await looked(page, 'return-courier-off')
      const desk = await atDesk(browser)
      await desk.goto(new URL(`/desk/loans/${borrower.loanId}`, desk.url()).href)
      await desk.getByRole('link', { name: /Courier to be called off/ }).click()
      await expect(desk.getByRole('main')).toContainText(address)
      await expect(desk.getByRole('main')).toContainText('perhaps none was ordered')
      await looked(desk, 'desk-courier-off')
      const { reference } = await returnRow(acting.returnId)
      await desk.getByRole('link', { name: reference }).click()
      await expect(title(desk)).toHaveText('Called off by the borrower')
      await expect(desk.getByRole('main')).not.toContainText('Hand-over confirmed')
    })

    test('pays everything instead, and nobody comes for the phone', async ({ page }) => {
      const borrower = await asBorrower(page)
      const { returnId } = await givenReturn(borrower, 'arranged')
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
      await page.getByRole('radio', { name: /^Settle the whole loan/ }).check()
      await press(page, 'Continue to card payment')
      await payByCard(page)
      await expect(title(page)).toHaveText('Your phone is yours')
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      await expect(title(page)).toHaveText('The return has ended: the loan is paid')
      await looked(page, 'return-paid')
      await page.goto(`${borrower.portal}/phones`)
      await expect(page.getByRole('main')).not.toContainText('going back')
    })
  })
