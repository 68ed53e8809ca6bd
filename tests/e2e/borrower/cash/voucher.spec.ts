import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import {
  atCheckout,
  beginToPay,
  owedMinor,
  payByCard,
  payByVoucher,
  paymentOf,
  paymentsOf,
} from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { choose, planPage, press, toOptions } from '#tests/e2e/support/plan.ts'
import { atStripe } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function promised(page: Page): Promise<Borrower> {
  const borrower = await beginToPay(page, { lender: 'norte', locale: 'en' })
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  return borrower
}

test('a voucher is no success until it clears; then the page and the phone open by themselves', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promised(page)
  await expect(page.getByRole('main')).toContainText(
    /Pay \$9,000.00 with it, until \w+ \d+ \w+ at the latest/,
  )
  await expect(page.getByRole('main')).toContainText(
    'we usually hear of it on the next working day',
  )
  await lookedAt(page, 'payment-clearing')
  expect((await look(borrower)).screen).toBe('lock')
  expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
  await atStripe((await paymentOf(borrower.loanId)).checkoutSessionId, 'clear')
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await expectScreen(borrower, 'home')
})

test('a helper’s voucher is to be paid at a shop, and is found again as long as it can be', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en' })
  await page.goto(borrower.payLink)
  await page.getByRole('button', { name: 'Continue to pay by card or in cash at a shop' }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await expect(page.getByRole('main')).toContainText('$9,000.00')
  await lookedAt(page, 'link-voucher')
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(borrower.payLink)
  await expect(page.getByText('A voucher for this phone has been made')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/It can be paid at a shop until \w+ \d/)
  await lookedAt(page, 'link-beside-voucher')
  await page.getByRole('link', { name: 'See that voucher' }).click()
  await expect(page).toHaveURL(`${borrower.payLink}/payments/${id}`)
  // Whose phone it is sees that it was made, and not the helper's name on it.
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/payments/${id}`)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await expect(page.getByText('Pay at OXXO')).toHaveCount(0)
  await page.goto(`${borrower.payLink}/payments/${id}`)
  await page.getByRole('link', { name: 'Open Stripe’s page of it' }).click()
  await expect(page.getByRole('heading')).toContainText('in cash')
})

test('once somebody else has paid, the helper’s link says that their voucher is not needed', async ({
  page,
}) => {
  const borrower = await givenBorrower({ lender: 'norte', locale: 'en' })
  await page.goto(borrower.payLink)
  await page.getByRole('button', { name: 'Continue to pay by card or in cash at a shop' }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await signIn(page.context(), borrower)
  await payOverdueBeside(page, borrower)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await page.goto(borrower.payLink)
  await expect(title(page)).toHaveText('Nothing needs to be paid now')
  await expect(page.getByRole('main')).toContainText('Please do not pay it at a shop')
  await lookedAt(page, 'link-voucher-past')
  await page.getByRole('link', { name: 'See that voucher' }).click()
  await expect(title(page)).toHaveText('This voucher is not needed any more')
})

test('a voucher nobody paid says so, and that nothing was taken', async ({ page }) => {
  const borrower = await promised(page)
  await atStripe((await paymentOf(borrower.loanId)).checkoutSessionId, 'fail')
  await expect(title(page)).toHaveText('The voucher is over')
  await expect(page.getByRole('main')).toContainText('no money has been taken')
  await expect(page.getByRole('main')).not.toContainText('did not clear')
  await lookedAt(page, 'payment-not-cleared')
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(title(page)).toHaveText('How much do you want to pay?')
})

test('a voucher whose time has passed is not said to change by itself, and leads to paying now', async ({
  page,
}) => {
  const borrower = await promised(page)
  const { id } = await paymentOf(borrower.loanId)
  await database()
    .updateTable('payments')
    .set({ expiresAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('id', '=', id)
    .execute()
  await page.goto(`${borrower.portal}/payments/${id}`)
  await expect(title(page)).toHaveText('The voucher can’t be paid any more')
  const main = page.getByRole('main')
  await expect(main).toContainText('If you did not pay it, it is over, and no money has been taken')
  await expect(main).not.toContainText('changes by itself')
  await lookedAt(page, 'payment-voucher-over')
  await page.goto(`${borrower.portal}/phones`)
  await expect(main).toContainText('If you paid it, do not pay again')
  await page.goto(`${borrower.portal}/payments/${id}`)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(title(page)).toHaveText('How much do you want to pay?')
  await expect(main).toContainText('If not, it is over, and you can pay here')
})

test('a voucher and a card for the same debt: warned before, and what is too much is kept as credit', async ({
  page,
}) => {
  const borrower = await promised(page)
  const voucher = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(page.getByText('It can be paid at a shop until')).toBeVisible()
  await page.getByRole('radio', { name: /^Settle the whole loan/ }).check()
  await page.getByRole('checkbox', { name: /I know/ }).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is yours')
  await atStripe(voucher.checkoutSessionId, 'clear')
  await page.goto(`${borrower.portal}/payments/${voucher.id}`)
  await expect(page.getByText('The loan was paid twice')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('kept as credit')
  await lookedAt(page, 'payment-twice')
  expect((await paymentsOf(borrower.loanId)).map(({ state }) => state)).toEqual(['paid', 'paid'])
})

test('each of two vouchers that are not needed any more is named, on home and before paying', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await promised(page)
  await payOverdueBeside(page, borrower)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await payOverdueBeside(page, borrower)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  const vouchers = (await paymentsOf(borrower.loanId)).filter(({ state }) => state === 'processing')
  expect(vouchers).toHaveLength(2)
  const main = page.getByRole('main')
  for (const path of ['', `/${borrower.deviceId}/pay`]) {
    await page.goto(`${borrower.portal}/phones${path}`)
    await expect(main.getByText('Please do not pay it at a shop')).toHaveCount(2)
    for (const { id } of vouchers)
      await expect(main.locator(`a[href="/payments/${id}"]`)).toHaveCount(1)
  }
  await lookedAt(page, 'pay-two-vouchers')
})

test('a voucher for an installment of a plan on its day: the plan waits for it, and says so', async ({
  page,
}) => {
  const borrower = await planPage(page, { lender: 'norte', locale: 'en' })
  await toOptions(page)
  await choose(page, 'longer_term')
  await expect(title(page)).toHaveText('We have your request')
  const plan = page.url()
  await agreeTo(plan, borrower)
  await page.goto(plan)
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
  await dueToday(borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await page.getByRole('radio', { name: /^The next installment/ }).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
  await payByVoucher(page)
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
  await page.goto(plan)
  await expect(page.getByRole('main')).toContainText('is not here yet; we wait for it until')
  await lookedAt(page, 'plan-waiting')
  await page.getByRole('link', { name: 'See your payment' }).click()
  await expect(title(page)).toHaveText('The voucher is made. Now pay it at a shop')
})

/** To Stripe with everything that is overdue, beside what was begun before. */
async function payOverdueBeside(page: Page, { portal, deviceId }: Borrower): Promise<void> {
  await page.goto(`${portal}/phones/${deviceId}/pay`)
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await page.getByRole('checkbox', { name: /I know/ }).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
  await atCheckout(page)
}

/** What a person at the lender decides about a request. */
async function agreeTo(plan: string, { lenderId }: Borrower): Promise<void> {
  const planId = plan.split('/').at(-1) ?? ''
  const by = { actor: 'keyturn', note: null, now: Temporal.Now.instant() }
  const offer = { seenVersion: 1, verdict: 'offer', terms: 'as_asked' } as const
  await transaction((tx) => decidePlan(tx, { lenderId, planId, ...by, ...offer }))
}

/** As if the first installment of the plan fell due today. */
async function dueToday({ loanId }: Borrower): Promise<void> {
  const dueOn = Temporal.Now.plainDateISO('America/Mexico_City')
  await database()
    .updateTable('installments')
    .set({ dueOn })
    .where('number', '=', 1)
    .where('scheduleId', 'in', (eb) =>
      eb
        .selectFrom('schedules')
        .select('id')
        .where('loanId', '=', loanId)
        .where('supersededAt', 'is', null),
    )
    .execute()
}
