import { expect, type Page, type Response, test } from '@playwright/test'
import { transaction } from '#lib/db/transaction.ts'
import { makePayLink, revokePayLink } from '#lib/payments/links/pay-link.ts'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { bodyOf } from '#tests/e2e/support/page-text.ts'
import { atCheckout, beginToPay, payByCard, paymentOf, paymentsOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { ask } from '#tests/e2e/support/routes.ts'

const tells = (page: Page) => page.getByRole('button', { name: 'Continue to card payment' })

/** Nothing of whose phone it is, anywhere in what the browser got. */
async function expectNothingPersonal(page: Page, borrower: Borrower): Promise<void> {
  const html = await page.content()
  const { email, loanNumber, imei } = borrower
  for (const own of ['Nimali', 'Perera', email, loanNumber, imei])
    expect(html.includes(own), own).toBe(false)
  // Four digits may be in any random name of a script.
  const body = page.locator('body')
  await expect(body).not.toContainText(imei.slice(-4), { useInnerText: true })
}

test('the link on the lock screen leads to paying and to the open phone, in two pages of ours, without a name', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await givenBorrower()
  const { screenText } = await look(borrower)
  const shown = screenText.find((line) => line.includes('/p/'))
  const ours: string[] = []
  page.on('response', (response: Response) => {
    const isPage = response.request().isNavigationRequest() && response.status() === 200
    if (isPage && response.url().startsWith(borrower.portal)) ours.push(response.url())
  })
  await page.goto(`http://${shown}`)
  await expect(page.getByRole('main')).toContainText('Xiaomi 13T')
  await expect(page.getByRole('main')).toContainText('9,000.00')
  await expect(page.getByRole('main')).toContainText('Unlocks the phone')
  await expectNothingPersonal(page, borrower)
  await lookedAt(page, 'link')
  await tells(page).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The phone is unlocked')
  await expectScreen(borrower, 'home')
  await expectNothingPersonal(page, borrower)
  const receipt = 'A receipt goes to the e-mail address that you typed when you paid.'
  await expect(page.getByText(receipt)).toBeVisible()
  await lookedAt(page, 'link-unlocked')
  expect(ours.length).toBeLessThanOrEqual(3)
  await page.getByRole('link', { name: 'Print or save the receipt' }).click()
  await expect(page.getByRole('main')).toContainText('9,000.00')
  await expect(page.getByRole('main')).not.toContainText(borrower.loanNumber)
  await expectNothingPersonal(page, borrower)
  await expect(page.getByRole('main')).not.toContainText(/Still owed|Next installment/)
  await lookedAt(page, 'link-receipt')
  await page.goto(borrower.payLink)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing needs to be paid now')
  await lookedAt(page, 'link-nothing-due')
})

test('who comes back from the link’s checkout unpaid can go on, and is offered no other amount', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await page.goto(borrower.payLink)
  await tells(page).click()
  await atCheckout(page)
  await page.getByRole('link', { name: 'Cancel and go back' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The payment is not finished')
  await expect(page.getByRole('main')).toContainText('Go on paying when you want.')
  await expect(page.getByRole('main')).not.toContainText(/another amount/i)
  await expectNothingPersonal(page, borrower)
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The phone is unlocked')
})

test('for a phone that is open and overdue, the link says that it stays open', async ({ page }) => {
  const borrower = await givenBorrower({ lockState: 'unlocked' })
  await page.goto(borrower.payLink)
  await expect(page.getByRole('main')).toContainText('The phone stays unlocked')
  await expect(page.getByRole('main')).not.toContainText('Unlocks')
  await expectNothingPersonal(page, borrower)
})

test('a guessed, a revoked, another lender’s and an unknown link look the same', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const revoked = await givenBorrower()
  const elsewhere = await givenBorrower({ lender: 'hoshi' })
  await transaction((tx) =>
    revokePayLink(tx, {
      lenderId: revoked.lenderId,
      deviceId: revoked.deviceId,
      actor: 'keyturn',
      now: Temporal.Now.instant(),
    }),
  )
  const codeOf = ({ payLink }: Borrower) => payLink.split('/').at(-1) ?? ''
  const changed = codeOf(borrower).replace(/.$/, (last) => (last === '7' ? '8' : '7'))
  const seen = []
  for (const code of [changed, codeOf(revoked), codeOf(elsewhere), '0123456789ABCDEF']) {
    await page.goto(`${borrower.portal}/p/${code}`)
    await expect(page.locator('#code-error')).toContainText(/No phone of .+ has this code/)
    await expect(page.locator('#code')).toHaveValue(code)
    seen.push(await bodyOf(page, code))
  }
  for (const other of seen) expect(other).toBe(seen[0])
  await lookedAt(page, 'link-not-found')
  // Half a code is told for what it is: whoever types it looks at the screen again.
  await page.goto(`${borrower.portal}/p/${changed.slice(0, 9)}`)
  await expect(page.locator('#code-error')).toContainText(
    '16 letters and digits, and this one has 9',
  )
})

test('somebody with the link waits while the borrower is paying, and pays once she has come back', async ({
  page,
  browser,
}) => {
  const borrower = await beginToPay(page)
  const friend = await (await browser.newContext()).newPage()
  await friend.goto(borrower.payLink)
  await expect(friend.getByText('Somebody has begun to pay for this phone')).toBeVisible()
  await expect(friend.getByText(/you can pay then/)).toBeVisible()
  await expect(tells(friend)).toHaveCount(0)
  await expectNothingPersonal(friend, borrower)
  await lookedAt(friend, 'link-borrower-first')
  await page.reload()
  await atCheckout(page)
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/return/${id}?cancelled=1`)
  await friend.getByRole('link', { name: 'Look again' }).click()
  await expect(friend.getByText('Somebody has begun to pay for this phone')).toBeVisible()
  await lookedAt(friend, 'link-second-payer')
  await friend.getByRole('checkbox', { name: /I know/ }).check()
  await tells(friend).click()
  await atCheckout(friend)
  await payByCard(friend)
  await expect(friend.getByRole('heading', { level: 1 })).toHaveText('The phone is unlocked')
  const states = (await paymentsOf(borrower.loanId)).map(({ state }) => state)
  expect(states).toEqual(['cancelled', 'paid'])
  await friend.context().close()
})

for (const isPaid of [true, false])
  test(`who ${isPaid ? 'paid' : 'did not pay'} through a link that was replaced meanwhile sees that alone`, async ({
    page,
  }) => {
    const borrower = await givenBorrower()
    await page.goto(borrower.payLink)
    await tells(page).click()
    await atCheckout(page)
    const old = new URL(borrower.payLink).pathname
    const made = await replaceLink(borrower)
    const { id } = await paymentOf(borrower.loanId)
    if (isPaid) await payByCard(page)
    else await page.goto(`${borrower.portal}/return/${id}?cancelled=1`)
    await expect(page).toHaveURL(`${borrower.portal}/paid/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      isPaid ? 'Your payment has arrived' : 'This payment was not made',
    )
    await expect(page.getByRole('main')).not.toContainText(/Xiaomi|unlock/i)
    expect(await page.content()).not.toContain(made)
    await expectNothingPersonal(page, borrower)
    await lookedAt(page, `paid-by-replaced-link-${isPaid}`)
    for (const path of [`${old}/payments/${id}`, `/p/${made}/payments/${id}`])
      expect((await page.goto(`${borrower.portal}${path}`))?.status(), path).toBe(404)
    for (const code of [old.split('/').at(-1), made]) {
      const { status } = await ask(borrower.slug, `/api/payments/${id}?link=${code}`)
      expect(status).toBe(404)
    }
    // The link that stands leads to paying, and to what was paid through itself.
    expect((await page.goto(`${borrower.portal}/p/${made}`))?.status()).toBe(200)
  })

/** Gives the phone another link; gives its code. */
function replaceLink({ lenderId, deviceId }: Borrower): Promise<string> {
  const link = { lenderId, deviceId, actor: 'keyturn' }
  return transaction(async (tx) => {
    await revokePayLink(tx, { ...link, now: Temporal.Now.instant() })
    return makePayLink(tx, link)
  })
}

test('without JavaScript, too, a link that is not there says so', async ({ browser }) => {
  const { portal } = await givenBorrower()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${portal}/p/0123456789ABCDEF`)
  await expect(page.locator('#code-error')).toContainText(/No phone of .+ has this code/)
  await context.close()
})

test('the whole address of another lender’s phone leads there; a stranger’s website is named', async ({
  browser,
}) => {
  const borrower = await givenBorrower({ lender: 'norte' })
  const { screenText } = await look(borrower)
  const shown = screenText.find((line) => line.includes('/p/')) ?? ''
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const type = async (code: string) => {
    await page.goto(`${portalOf('serendib')}/scan`)
    await page.locator('#code').fill(code)
    await page.getByRole('button', { name: 'Open the payment page' }).click()
  }
  await type('https://pay.evil.example/p/K7QF3M2P9XWBT5YN')
  await expect(page.getByRole('main')).toContainText('another website: pay.evil.example')
  await expect(page.getByRole('link', { name: 'Open the payment page there' })).toHaveCount(0)
  await expect(page.locator('#code')).toHaveValue(/evil/)
  await type(shown)
  await expect(page.getByRole('main')).toContainText(/This address is not of .?Serendib Mobile/)
  await page.getByRole('link', { name: 'Open the payment page there' }).click()
  await expect(page).toHaveURL(new RegExp(`^${borrower.portal}/p/`))
  await expect(page.getByRole('main').getByRole('button')).not.toHaveCount(0)
  await context.close()
})
