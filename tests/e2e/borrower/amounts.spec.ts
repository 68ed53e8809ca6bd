import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, owedMinor, payByCard, paymentsOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'

const next = (page: Page) => page.getByRole('button', { name: 'Continue to card payment' })
const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function amountPage(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  return borrower
}

test('nothing is chosen beforehand, and each choice says what it does to the lock', {
  tag: '@laptop',
}, async ({ page }) => {
  await amountPage(page)
  for (const radio of await page.getByRole('radio').all()) await expect(radio).not.toBeChecked()
  const says = (name: RegExp) => page.locator('label').filter({ hasText: name })
  await expect(says(/^Everything overdue/)).toContainText('Unlocks now, nothing due until')
  await expect(says(/^Overdue and the next/)).toContainText('Unlocks now, nothing due until')
  await expect(says(/^One installment/)).toContainText('Unlocks until')
  await expect(says(/^Settle the whole loan/)).toContainText('The lock is removed for good')
  await next(page).click()
  await expect(page.locator('#choice-error')).toContainText('Choose how much')
  await lookedAt(page, 'pay-choose-one')
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await next(page).click()
  await atCheckout(page)
  await page.goBack()
  await expect(next(page)).toBeVisible()
  await expect(page.locator('#choice-error')).toHaveCount(0)
})

test('an installment that a part of was paid is called the rest of it, and no other is', async ({
  page,
}) => {
  const borrower = await amountPage(page)
  const one = page.locator('label').filter({ hasText: /^One installment/ })
  await expect(one).toContainText('4,500.00')
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  await page.getByLabel('Amount in LKR').fill('1,000')
  await page.getByRole('button', { name: 'Show what it does' }).click()
  await expect(page.getByRole('status').filter({ hasText: '1,000' })).toBeFocused()
  await next(page).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  const rest = page.locator('label').filter({ hasText: /^The rest of one installment/ })
  await expect(rest).toContainText('3,500.00')
  await expect(one).toHaveCount(0)
})

test('what is typed beyond what is overdue says where the rest goes before anything is paid', async ({
  page,
}) => {
  await amountPage(page)
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  await page.getByLabel('Amount in LKR').fill('10,000')
  await page.getByRole('button', { name: 'Show what it does' }).click()
  const said = page.getByRole('status').filter({ hasText: '10,000' })
  await expect(said).toContainText('Rs 1,000.00 of it is more than is overdue')
  await expect(said).toContainText('first the installment due')
  await lookedAt(page, 'pay-ahead')
})

test('an amount that has grown since it was shown is shown again, not charged', async ({
  page,
}) => {
  const borrower = await amountPage(page)
  const overdue = page.getByRole('radio', { name: /^Everything overdue/ })
  await overdue.check()
  await asIfTheNextFellDue(borrower)
  await next(page).click()
  await expect(page.getByText('What is owed has changed')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('No money has been taken')
  await expect(overdue).toBeChecked()
  await expect(page.locator('label').filter({ has: overdue })).toContainText('13,500.00')
  expect(await paymentsOf(borrower.loanId)).toEqual([])
  await lookedAt(page, 'pay-changed-since')
  await next(page).click()
  await expect(page.getByRole('button', { name: /^Pay .*13,500\.00/ })).toBeVisible()
})

/** As if the page had been open over midnight: one more installment is late, and nothing was booked. */
async function asIfTheNextFellDue({ loanId }: Borrower): Promise<void> {
  await database()
    .updateTable('installments')
    .set({ dueOn: Temporal.Now.plainDateISO('Asia/Colombo').subtract({ days: 1 }) })
    .where('number', '=', 3)
    .where('scheduleId', 'in', (eb) =>
      eb.selectFrom('schedules').select('id').where('loanId', '=', loanId),
    )
    .execute()
}

test('another amount is refused at the field, keeps what was typed, and shows its effect before paying', async ({
  page,
}) => {
  const borrower = await amountPage(page)
  const amount = page.getByLabel('Amount in LKR')
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  for (const [typed, said] of [
    ['abc', 'in digits'],
    ['999', 'smallest amount is Rs 1,000.00'],
    ['17550.01', 'largest amount is Rs 17,550.00'],
  ] as const) {
    await amount.fill(typed)
    await next(page).click()
    await expect(page.locator('#amount-error')).toContainText(said)
    await expect(amount).toHaveValue(typed)
  }
  await lookedAt(page, 'pay-other-refused')
  await amount.fill('4,000')
  const effect = page.getByRole('status').filter({ hasText: 'Does not unlock yet' })
  await next(page).click()
  await expect(effect).toContainText('press “Continue to card payment”. Nothing has been paid yet')
  await expect(effect).toBeFocused()
  await amount.fill('4,001')
  await page.getByRole('button', { name: 'Show what it does' }).click()
  await expect(effect).toContainText('4,001')
  await expect(effect).toBeFocused()
  await amount.fill('4,000')
  await page.getByRole('button', { name: 'Show what it does' }).click()
  await expect(effect).toContainText('500.00 more is needed')
  await lookedAt(page, 'pay-other-shown')
  await next(page).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Paid. This payment alone does not unlock the phone')
  await expect(page.getByRole('main')).toContainText(/Rs\s1,000\.00 more unlocks the phone/)
  await lookedAt(page, 'payment-without-unlock')
  expect(await owedMinor(borrower.loanId)).toBe(1_400_000n)
  expect((await look(borrower)).screen).toBe('lock')
})

test('one installment opens the phone until a date, and both say which', async ({ page }) => {
  const borrower = await amountPage(page)
  await page.getByRole('radio', { name: /^One installment/ }).check()
  await next(page).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await expect(page.getByRole('main')).toContainText('It stays unlocked until')
  await expectScreen(borrower, 'home')
  const { relockAt } = await look(borrower)
  const due = Temporal.Now.zonedDateTimeISO('Asia/Colombo').toPlainDate().add({ days: 7 })
  expect(
    relockAt &&
      Temporal.Instant.from(relockAt).toZonedDateTimeISO('Asia/Colombo').toPlainDate().toString(),
  ).toBe(due.toString())
  await lookedAt(page, 'payment-unlocked-until')
})

test('settling the loan removes the lock for good', async ({ page }) => {
  const borrower = await amountPage(page)
  const settle = page.locator('label').filter({ hasText: 'Settle the whole loan' })
  await expect(settle).toContainText('You save')
  await expect(settle).toContainText('Valid until')
  await page.getByRole('radio', { name: /^Settle the whole loan/ }).check()
  await next(page).click()
  await atCheckout(page)
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is yours')
  await lookedAt(page, 'payment-released')
  await expectScreen(borrower, 'home')
  expect((await look(borrower)).released).toBe(true)
  expect(await owedMinor(borrower.loanId)).toBe(0n)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(title(page)).toHaveText('There is nothing to pay')
  await lookedAt(page, 'pay-nothing-owed')
})

test('a currency without decimals is asked, paid and written without them', async ({ page }) => {
  const borrower = await amountPage(page, { lender: 'hoshi', amountMinor: 4_500n })
  await page.getByRole('radio', { name: /^Everything overdue/ }).check()
  await next(page).click()
  await expect(page.getByRole('button', { name: /^Pay .*9,000(?!\.)/ })).toBeVisible()
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await expect(page.getByRole('main')).toContainText('¥9,000')
  expect(await owedMinor(borrower.loanId)).toBe(9_000n)
})

test('an amount may be typed as people write it, as the page’s own example is', async ({
  page,
}) => {
  await amountPage(page)
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  const amount = page.getByLabel('Amount in LKR')
  await amount.fill('all of it')
  await next(page).click()
  const said = await page.locator('#amount-error').textContent()
  const example = /for example (.+?)\.?$/.exec(said ?? '')?.[1] ?? ''
  expect(example).toContain('1,000.00')
  for (const typed of [example, 'LKR 4,000', '４０００', '4000/-']) {
    await amount.fill(typed)
    await page.getByRole('button', { name: 'Show what it does' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Does not unlock yet' })).toBeVisible()
    await expect(page.locator('#amount-error')).toHaveCount(0)
  }
})

test('less than Stripe charges is paid with the least, and the surplus is kept as credit', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await amountPage(page, {
    lender: 'hoshi',
    amountMinor: 20n,
    dueInDays: [-10],
  })
  const settle = page.locator('label').filter({ hasText: 'Settle the whole loan' })
  await expect(settle).toContainText('¥50')
  await expect(settle).toContainText('¥30 of it is more than is needed')
  await expect(settle).toContainText('It is yours: a person gets in touch about giving it back.')
  await expect(page.getByRole('radio')).toHaveCount(1)
  await lookedAt(page, 'pay-least')
  await page.getByRole('radio').check()
  await next(page).click()
  await expect(page.getByRole('button', { name: /^Pay .*50/ })).toBeVisible()
  await payByCard(page)
  await expect(title(page)).toHaveText('Your phone is yours')
  expect(await owedMinor(borrower.loanId)).toBe(0n)
  const { creditMinor } = await database()
    .selectFrom('loans')
    .select('creditMinor')
    .where('id', '=', borrower.loanId)
    .executeTakeFirstOrThrow()
  expect(creditMinor).toBe(30n)
})

test('a part that would leave too little to pay is refused, with what can be paid', async ({
  page,
}) => {
  await amountPage(page, { lender: 'hoshi', amountMinor: 1_000n, dueInDays: [-10] })
  await page.getByRole('radio', { name: /^Another amount/ }).check()
  await page.getByLabel('Amount in JPY').fill('980')
  await next(page).click()
  await expect(page.locator('#amount-error')).toContainText('Pay up to ¥950, or all of it: ¥1,000')
  await lookedAt(page, 'pay-leaves-too-little')
})
