import { mkdirSync } from 'node:fs'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { pool } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeMessage } from '#lib/workflows/holds/take-message.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { demo } from '#tests/e2e/support/demo.ts'
import { atCheckout, chooseArrears, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { codeSentTo } from '#tests/e2e/support/world.ts'
import { ask, forAPerson } from '#tests/plans/given-plan.ts'
import { findChromium } from '#tests/support/chromium.ts'

// The README's pictures, taken by hand from a running demo with the same DATA_DIR, PORT and WORLD_PORT:
// DATA_DIR=.data node tests/e2e/doors/pictures.ts
// Kept under 300 kB: mogrify -colors 256 -define png:format=png8 docs/pictures/*.png
const folder = 'docs/pictures'
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox'],
})
await fiveScreens(browser, await givenBorrower())
await timeline(browser, await givenBorrower())
await world(browser)
await desk(browser)
await browser.close()
await pool().end()

/** The way from the front page to an open phone. */
async function fiveScreens(browser: Browser, borrower: Borrower): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 1.25,
    locale: 'en-GB',
  })
  const page = await context.newPage()
  const seen: Buffer[] = []
  const look = async () => seen.push(await page.screenshot({ animations: 'disabled' }))
  await page.goto(borrower.portal)
  await page.getByLabel('Loan number').fill(borrower.loanNumber)
  await look()
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await codeSentTo(borrower.email))
  await look()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await look()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await look()
  await payByCard(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await look()
  const beside = await context.newPage()
  await beside.setViewportSize({ width: 1500, height: 700 })
  const images = seen.map(
    (picture) =>
      `<img width="264" style="border-radius:18px" src="data:image/png;base64,${picture.toString('base64')}">`,
  )
  await beside.setContent(
    `<body style="margin:0"><main style="display:flex;gap:24px;padding:24px;background:#cfd6d8">${images.join('')}</main>`,
  )
  await beside.locator('main').screenshot({ path: `${folder}/five-screens.png` })
  await context.close()
}

async function timeline(browser: Browser, borrower: Borrower): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 1.5,
  })
  const page = await context.newPage()
  await signIn(context, borrower)
  await chooseArrears(page, borrower.portal)
  await payByCard(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await expectScreen(borrower, 'home')
  const left = await withoutFooter(page)
  const { slug, providerDeviceId } = borrower
  await page.goto(`${demo().world}/phones/${slug}/${providerDeviceId}?bare`)
  const right = await page.locator('.phone').first().screenshot({ animations: 'disabled' })
  const beside = await context.newPage()
  await beside.setViewportSize({ width: 780, height: 900 })
  await beside.setContent(sideBySide([left, right]))
  await beside.locator('main').screenshot({ path: `${folder}/timeline.png` })
  await context.close()
}

// A picture of the element itself would show the line above the footer, too.
async function withoutFooter(page: Page): Promise<Buffer> {
  const box = await page.getByRole('main').boundingBox()
  if (!box) throw new Error('the page shows nothing')
  const clip = { ...box, height: Math.floor(box.height) - 2 }
  return page.screenshot({ clip, fullPage: true })
}

function sideBySide(pictures: Buffer[]): string {
  const images = pictures.map(
    (picture, index) =>
      `<img width="340" style="border-radius:${index * 54}px" src="data:image/png;base64,${picture.toString('base64')}">`,
  )
  return `<body style="margin:0"><main style="display:flex;gap:32px;padding:24px;align-items:center;justify-content:center;background:#f3f5f5">${images.join('')}</main>`
}

async function world(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1010 } })
  await page.goto(`${demo().world}/?lender=serendib`)
  await page.screenshot({ path: `${folder}/world.png` })
}

async function desk(browser: Browser): Promise<void> {
  for (let count = 0; count < 2; count += 1) await ask(await givenBorrower(), forAPerson)
  const { loanId, borrowerId } = await givenBorrower()
  const message = { what: 'already_paid', note: 'Paid at the shop.', paymentReference: '' } as const
  const now = Temporal.Now.instant()
  const by = `borrower:${borrowerId}`
  await transaction((tx) => takeMessage(tx, { loanId, message, by, now }))
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const staff = await signInStaff(context, { role: 'approver', name: 'Ruwan Perera' })
  const page = await context.newPage()
  await page.goto(staff.desk)
  await page.screenshot({ path: `${folder}/desk.png` })
  await context.close()
}
