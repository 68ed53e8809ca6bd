import { type Browser, expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { Language } from '#lib/words/languages.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './support/borrower.ts'
import { lookedAt } from './support/looked-at.ts'
import { expectScreen, look } from './support/phone.ts'
import { signInStaff } from './support/staff.ts'
import { say } from './support/words.ts'
import { lettersTo } from './support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Somebody of the lender's staff at a computer of their own, on the page of returns. */
async function atDesk(browser: Browser, lender: 'serendib' | 'hoshi' = 'serendib'): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  const { desk } = await signInStaff(page, { lender })
  await page.goto(`${desk}/returns`)
  return page
}

async function asBorrower(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  return borrower
}

async function expectOnePage(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
}

async function subjectsTo({ email }: Borrower): Promise<string> {
  return (await lettersTo(email)).map(({ subject }) => subject).join('\n')
}

const photo = async () => ({
  name: 'phone.jpg',
  mimeType: 'image/jpeg',
  buffer: await photoFromCamera(),
})

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    test.slow()
    // What looks for barriers runs in the page, so it looks while scripts are on.
    const looked = async (page: Page, name: string) => {
      if (javaScriptEnabled) await lookedAt(page, name)
    }

    test('hands the phone back, from the quote to the closing letter', async ({
      page,
      browser,
    }) => {
      const borrower = await asBorrower(page)
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/trouble`)
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
      await expect(title(desk)).toHaveText('On its way')
      await looked(desk, 'desk-return-arranged')
      await press(desk, 'Confirm')
      await expect(desk.getByRole('main')).toContainText('Confirmed as the borrower chose it')
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
      await press(desk, 'Continue')
      await press(desk, 'Book it')
      await expect(desk.getByRole('main')).toContainText('Booked.')

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

    test('calls the return off, and everything is as before', async ({ page }) => {
      const borrower = await asBorrower(page)
      const { returnId } = await givenReturn(borrower, 'arranged')
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      await press(page, 'Call the return off')
      await expect(title(page)).toHaveText('You called the return off')
      await looked(page, 'return-withdrawn')
      await page.goto(`${borrower.portal}/returns/${returnId}/label`)
      await expect(page.getByRole('main')).toContainText('There is no label')
    })

    test('a photo of the wrong kind or size is refused at its field, and nothing is kept', async ({
      page,
    }) => {
      const borrower = await asBorrower(page)
      const { returnId } = await givenReturn(borrower, 'inspected')
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      const field = page.getByLabel('A photo of the phone')
      const fault = page.locator('#photo-error')
      const send = () => press(page, 'Add this photo')
      await send()
      await expect(fault).toHaveText('Choose a photo first.')
      for (const [name, buffer, said] of [
        ['page.jpg', Buffer.from('<script>alert(1)</script>'), 'is not a photo that can be read'],
        ['drawing.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'is not a photo'],
        ['large.jpg', Buffer.alloc(8 * 1024 * 1024 + 1, 0xff), 'is larger than 8 MB'],
        ['larger.jpg', Buffer.alloc(12 * 1024 * 1024, 0xff), 'is larger than 8 MB'],
      ] as const) {
        await field.setInputFiles({ name, mimeType: 'image/jpeg', buffer })
        await send()
        await expect(fault, name).toContainText(said)
      }
      await looked(page, 'return-photo-refused')
      const kept = await database()
        .selectFrom('returnPhotos')
        .select('id')
        .where('returnId', '=', returnId)
        .execute()
      expect(kept).toEqual([])
    })
  })

test('a photo is shown to its borrower alone, as a photo and nothing else', async ({ page }) => {
  const borrower = await asBorrower(page)
  const { returnId } = await givenReturn(borrower, 'inspected')
  await page.goto(`${borrower.portal}/returns/${returnId}`)
  await page.getByLabel('A photo of the phone').setInputFiles(await photo())
  await press(page, 'Add this photo')
  const address = await page.getByRole('img', { name: /^Photo 1/ }).getAttribute('src')
  const own = await fetched(page, address ?? '')
  expect(own).toMatchObject({ status: 200, type: 'image/jpeg', sniffing: 'nosniff' })
  expect(own.cache).toContain('no-store')
  expect(own.policy).toContain("default-src 'none'")
  expect(own.text).not.toContain('Exif')
  await page.context().clearCookies()
  await asBorrower(page)
  await page.goto(`${borrower.portal}/phones`)
  const other = await fetched(page, address ?? '')
  expect(other).toMatchObject({ status: 404, type: 'application/json' })
})

/** What a page of the portal is given when it asks for a path. */
function fetched(page: Page, path: string) {
  return page.evaluate(async (asked) => {
    const answer = await fetch(asked)
    const header = (name: string) => answer.headers.get(name)
    return {
      status: answer.status,
      type: header('content-type'),
      cache: header('cache-control'),
      sniffing: header('x-content-type-options'),
      policy: header('content-security-policy'),
      text: await answer.text(),
    }
  }, path)
}

// Both directions on a phone; the longest words on a laptop.
const spoken: Record<string, Language[]> = { phone: ['ar'], laptop: ['es'] }

for (const language of ['es', 'ar'] as const)
  test(`every page of a return in ${language}`, async ({ page }, { project }) => {
    test.skip(!spoken[project.name]?.includes(language))
    test.slow()
    const borrower = await asBorrower(page, { locale: language })
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/return`)
    await expect(title(page)).toHaveText(say(language, 'returns.title'))
    await lookedAt(page, `${language}-return-quote`)
    await press(page, say(language, 'returns.keep'))
    await page.getByRole('radio').last().check()
    await lookedAt(page, `${language}-return-hand-over`)
    await page.getByRole('radio').first().check()
    await press(page, say(language, 'returns.way.show'))
    await press(page, say(language, 'returns.confirm.arrange'))
    await expect(title(page)).toHaveText(say(language, 'returns.page.title.arranged'))
    await lookedAt(page, `${language}-return-arranged`)
    await page.goto(`${page.url()}/label`)
    await lookedAt(page, `${language}-return-label`)
    const second = await asBorrower(page, { locale: language })
    const inspected = await givenReturn(second, 'inspected', 'damaged')
    await page.goto(`${second.portal}/returns/${inspected.returnId}`)
    await lookedAt(page, `${language}-return-inspected`)
    const third = await asBorrower(page, { locale: language })
    const settled = await givenReturn(third, 'settled', 'damaged')
    await page.goto(`${third.portal}/returns/${settled.returnId}/letter`)
    await lookedAt(page, `${language}-return-letter`)
    const { desk } = await signInStaff(page)
    await page.context().addCookies([{ name: 'language', value: language, url: desk }])
    await page.goto(`${desk}/returns/${settled.returnId}`)
    await lookedAt(page, `${language}-desk-return`)
  })
