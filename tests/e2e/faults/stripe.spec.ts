import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import {
  atCheckout,
  beginToPay,
  chooseArrears,
  owedMinor,
  payAndVanish,
  payByCard,
  payByVoucher,
  paymentOf,
  paymentsOf,
} from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { allNormal, atStripe, turn } from '#tests/e2e/support/world.ts'

test.beforeEach(allNormal)
test.afterEach(allNormal)

const title = (page: Page) => page.getByRole('heading', { level: 1 })

for (const fault of ['lost', 'wrong_signature', 'doubled', 'reversed']) {
  test(`webhooks ${fault}: coming back from Stripe is enough, and it is booked once`, async ({
    page,
  }) => {
    const borrower = await beginToPay(page)
    await turn('stripe.webhooks', fault)
    await payByCard(page)
    await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 30_000 })
    await expectScreen(borrower, 'home')
    expect(await owedMinor(borrower.loanId)).toBe(900_000n)
  })
}

test('webhooks lost and the browser closed: the sweep finds the money', async ({ browser }) => {
  const gone = await browser.newPage()
  const borrower = await beginToPay(gone)
  await turn('stripe.webhooks', 'lost')
  await payAndVanish(gone)
  const { id, state } = await paymentOf(borrower.loanId)
  expect(state).toBe('open')
  // Its turn would come a minute after it was opened.
  await database()
    .updateTable('payments')
    .set({ nextCheckAt: Temporal.Now.instant() })
    .where('id', '=', id)
    .execute()
  await expectScreen(borrower, 'home', 45_000)
  expect(await owedMinor(borrower.loanId)).toBe(900_000n)
})

for (const door of ['pay page', 'pay link'] as const) {
  test(`Stripe refuses at the ${door}: another way is said, and staff see Stripe’s own code`, async ({
    page,
    context,
  }) => {
    const borrower = await givenBorrower()
    await signIn(context, borrower)
    await page.goto(
      door === 'pay link' ? borrower.payLink : `${borrower.portal}/phones/${borrower.deviceId}/pay`,
    )
    if (door === 'pay page') await page.getByRole('radio', { name: /^Everything overdue/ }).check()
    await turn('stripe.checkout', 'refused')
    await page.getByRole('button', { name: /^Continue to/ }).click()
    const main = page.getByRole('main')
    await expect(main).toContainText('Stripe did not accept this payment')
    await expect(main).toContainText('Trying again will not help')
    await expect(main.getByRole('link', { name: 'How to reach us' })).toBeVisible()
    await expect(page.getByText('The payment page cannot be reached')).toHaveCount(0)
    await lookedAt(page, `pay-refused-${door === 'pay link' ? 'link' : 'page'}`)
    const seen = await database()
      .selectFrom('cases')
      .select('detail')
      .where('loanId', '=', borrower.loanId)
      .where('kind', '=', 'payment_refused')
      .executeTakeFirstOrThrow()
    expect(seen.detail).toMatchObject({ failure: 'payment_method_unactivated' })
  })
}

test('while Stripe is down nothing is taken, the choice stays, and later it works', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await turn('stripe.api', 'down')
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await expect(page.getByText('The payment page cannot be reached')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await expect(page.getByRole('radio', { name: /^Everything overdue/ })).toBeChecked()
  await lookedAt(page, 'pay-stripe-down')
  await turn('stripe.api', 'normal')
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
})

test('money that differs from what was asked waits for a person, and the page says that it is safe', async ({
  page,
}) => {
  const borrower = await beginToPay(page)
  await turn('stripe.amounts', 'one_less')
  await payByCard(page)
  await expect(title(page)).toHaveText('We have your money, and a person is looking at it')
  await lookedAt(page, 'payment-set-aside')
  expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
  expect((await look(borrower)).screen).toBe('lock')
})

test('a voucher that clears while a card pays the same debt: what was paid twice goes back', async ({
  page,
}) => {
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en' })
  const giveBack = async (duplicatePayment: 'refund' | 'credit') => {
    const lender = database().selectFrom('lenders').select('policy')
    const { policy } = await lender.where('slug', '=', 'norte').executeTakeFirstOrThrow()
    await database()
      .updateTable('lenders')
      .set({ policy: JSON.stringify({ ...(policy as object), duplicatePayment }) })
      .where('slug', '=', 'norte')
      .execute()
  }
  await giveBack('refund')
  try {
    await signIn(page.context(), borrower)
    await chooseArrears(page, borrower.portal)
    await payByVoucher(page)
    await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
    await page.getByRole('radio', { name: /^Everything overdue/ }).check()
    await page.getByRole('checkbox', { name: /I know/ }).check()
    await page.getByRole('button', { name: /^Continue to/ }).click()
    await atCheckout(page)
    const [voucher] = await paymentsOf(borrower.loanId)
    await atStripe(voucher?.checkoutSessionId ?? '', 'clear')
    await expectScreen(borrower, 'home')
    await payByCard(page)
    await expect(page.getByText('The loan was paid twice')).toBeVisible()
    await expect(page.getByText(/is given back$/)).toBeVisible()
    await lookedAt(page, 'payment-twice-refunded')
    expect(await owedMinor(borrower.loanId)).toBe(900_000n)
  } finally {
    await giveBack('credit')
  }
})
