import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, noteHeardFrom, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { setAside } from '#tests/e2e/support/set-aside.ts'
import { open } from '#tests/payments/given-payment.ts'
import { saidIn } from '#tests/support/said.ts'

const main = (page: Page) => page.getByRole('main')

test('money that is with a person is named on home, before paying and at the link, with a box to tick', async ({
  page,
}) => {
  const borrower = await givenBorrower({ locale: 'en' })
  const paymentId = await setAside(borrower)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await expect(main(page)).toContainText('Rs 9,500.00 has arrived for this phone')
  await lookedAt(page, 'phones-set-aside')
  await page.getByRole('link', { name: 'See that payment' }).click()
  await expect(page).toHaveURL(`${borrower.portal}/payments/${paymentId}`)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(main(page)).toContainText('Ask us before you pay again')
  await expect(page.getByRole('checkbox', { name: /I know/ })).toBeVisible()
  await lookedAt(page, 'pay-set-aside')
  await page.goto(borrower.payLink)
  await expect(main(page)).toContainText('Money for this phone has arrived')
  await expect(page.getByRole('checkbox', { name: /I know/ })).toBeVisible()
  await expect(main(page)).not.toContainText('9,500.00')
  await lookedAt(page, 'link-set-aside')
})

test('a phone silent for days is said to open once it is online: on home, before paying and at the link', async ({
  page,
}) => {
  const borrower = await givenBorrower({ locale: 'en', isOnline: false })
  await database()
    .updateTable('devices')
    .set({ lastSeenAt: Temporal.Now.instant().subtract({ hours: 72 }) })
    .where('id', '=', borrower.deviceId)
    .execute()
  const [own, helper] = ['This phone was last online 3 days ago', 'not been online for a while']
  const onceOnline = 'it opens once it is switched on and connected'
  const pages = [
    ['home', '/phones', own],
    ['pay', `/phones/${borrower.deviceId}/pay`, own],
    ['link', new URL(borrower.payLink).pathname, helper],
  ] as const
  await signIn(page.context(), borrower)
  for (const [name, path, heard] of pages) {
    await page.goto(borrower.portal + path)
    await expect(main(page), name).toContainText(heard)
    await expect(main(page), name).toContainText(onceOnline)
    await expect(main(page), name).toContainText('Unlocks the phone')
    await expect(main(page), name).not.toContainText('Unlocks now')
    await lookedAt(page, `${name}-silent`)
  }
  await noteHeardFrom(borrower.deviceId)
  for (const [name, path] of pages) {
    await page.goto(borrower.portal + path)
    await expect(main(page), name).not.toContainText(onceOnline)
    if (name !== 'link') await expect(main(page), name).toContainText('Unlocks now')
  }
})

for (const locale of ['en', 'ar'] as const)
  test(`a payment of which Stripe is asked is said so in every place: ${locale}`, {
    tag: '@laptop',
  }, async ({ page }) => {
    const said = saidIn(locale)
    const borrower = await givenBorrower({ locale })
    const { paymentId } = await open(borrower)
    await askedAbout(paymentId)
    await signIn(page.context(), borrower)
    await page.context().addCookies([{ name: 'language', value: locale, url: borrower.portal }])
    const pages = {
      [`${borrower.portal}/payments`]: said('history.state.checking'),
      [`${borrower.portal}/payments/${paymentId}`]: said('payment.headline.checking'),
      [`${borrower.portal}/phones`]: said('phones.on_its_way.checking'),
      [`${borrower.portal}/phones/${borrower.deviceId}/pay`]: said('phones.on_its_way.checking'),
    }
    for (const [index, [address, words]] of Object.entries(pages).entries()) {
      await page.goto(address)
      await expect(main(page)).toContainText(words)
      await lookedAt(page, `checking-${index}-${locale}`)
    }
  })

// It came back from Stripe's page, and nobody asks there before the test is over.
async function askedAbout(paymentId: string): Promise<void> {
  const now = Temporal.Now.instant()
  await database()
    .updateTable('payments')
    .set({ state: 'open', checkoutReturnedAt: now, nextCheckAt: now.add({ hours: 1 }) })
    .set({ expiresAt: now.add({ minutes: 40 }) })
    .where('id', '=', paymentId)
    .execute()
}

test('something is owed again after the lock has gone for good: no page says that it can be locked or opened', async ({
  page,
}) => {
  const borrower = await givenBorrower({ locale: 'en' })
  await database()
    .updateTable('devices')
    .set({ lockState: 'released' })
    .where('id', '=', borrower.deviceId)
    .execute()
  await signIn(page.context(), borrower)
  const phone = `${borrower.portal}/phones/${borrower.deviceId}`
  for (const path of [`${borrower.portal}/phones`, phone, `${phone}/pay`, `${phone}/trouble`]) {
    await page.goto(path)
    await expect(main(page)).not.toContainText(
      /The loan is finished|may be locked|unlock(s|ed) (now|until|when)|Unlocks/,
    )
    await expect(main(page)).toContainText(/gone for good|removed for good/)
    await lookedAt(
      page,
      `released-owed-${path
        .split('/')
        .at(-1)
        ?.replace(/[0-9a-f-]{36}/, 'phone')}`,
    )
  }
})
