import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/jobs/book-capture.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './support/borrower.ts'
import { lookedAt } from './support/looked-at.ts'
import { chooseArrears, owedMinor, payByCard, paymentOf } from './support/pay.ts'
import { expectScreen, look, setOnline } from './support/phone.ts'
import { type StaffWish, signInStaff } from './support/staff.ts'

// Two people, a phone and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function another(browser: Browser, wish: StaffWish) {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  return { page, ...(await signInStaff(page, wish)) }
}

async function paidByCard(browser: Browser, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  const context = await browser.newContext({ locale: 'en-GB' })
  await signIn(context, borrower)
  const page = await context.newPage()
  await chooseArrears(page, borrower.portal)
  await payByCard(page)
  await expect(page).toHaveURL(/\/payments\//)
  await expect.poll(async () => (await paymentOf(borrower.loanId)).state).toBe('paid')
  await context.close()
  return borrower
}

async function fillRefund(page: Page, extent: 'all' | 'part', amount = ''): Promise<void> {
  const name = extent === 'all' ? 'All that can be given back' : 'A part'
  await page.getByRole('radio', { name }).check()
  await page.getByLabel('Amount in LKR').fill(amount)
  await page.getByLabel('Reason').fill('Paid for somebody else’s phone')
}

test('a refund above the limit: one asks, another agrees, Stripe gives it back, the books say so', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const { id: paymentId } = await paymentOf(borrower.loanId)
  const { desk } = await signInStaff(page, { role: 'agent' })
  await page.goto(`${desk}/payments/${paymentId}`)
  await lookedAt(page, 'desk-payment')
  await page.getByRole('link', { name: 'Give money back' }).click()
  await press(page, 'Continue')
  await expect(page.getByRole('link', { name: 'Choose how much' })).toBeVisible()
  await lookedAt(page, 'desk-refund-faults')
  await fillRefund(page, 'all')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('is owed again')
  await expect(page.getByRole('main')).toContainText('A second person must agree')
  await lookedAt(page, 'desk-refund-effects')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  await expect(page.getByRole('button', { name: /Approve/ })).toHaveCount(0)
  await lookedAt(page, 'desk-approval-asked')
  const approval = page.url().split('?')[0] ?? ''
  expect(await owedMinor(borrower.loanId)).toBe(2_000_000n)

  const approver = await another(browser, { role: 'approver' })
  await approver.page.goto(`${desk}/approvals`)
  await lookedAt(approver.page, 'desk-approvals')
  await approver.page.goto(approval)
  await press(approver.page, 'Refuse')
  await expect(approver.page.locator('#note-error')).toContainText('Write why')
  await lookedAt(approver.page, 'desk-approval-decide')
  await press(approver.page, 'Approve and do it now')
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  await expect.poll(() => owedMinor(borrower.loanId)).toBe(4_000_000n)
  await page.goto(`${desk}/payments/${paymentId}`)
  await expect(page.getByRole('main')).toContainText('was given back')
  await lookedAt(page, 'desk-payment-refunded')
})

test('a refund form whose figures have changed is refused and shown again; what was typed stays', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser)
  const { id: paymentId } = await paymentOf(borrower.loanId)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/payments/${paymentId}/refund`)
  await fillRefund(page, 'part', '1000')
  await press(page, 'Continue')
  const other = await another(browser, {})
  await other.page.goto(`${desk}/payments/${paymentId}/refund`)
  await fillRefund(other.page, 'part', '500')
  await press(other.page, 'Continue')
  await press(other.page, 'Give it back')
  await expect(other.page.getByRole('main')).toContainText('on its way to Stripe')
  await press(page, 'Give it back')
  await expect(page.getByRole('main')).toContainText('The figures have changed')
  await expect(page.getByLabel('Amount in LKR')).toHaveValue('1000')
  await lookedAt(page, 'desk-refund-stale')
  const refunds = await database()
    .selectFrom('refunds')
    .select('amountMinor')
    .where('paymentId', '=', paymentId)
    .execute()
  expect(refunds).toEqual([{ amountMinor: 50_000n }])
})

async function fillCash(page: Page, amount: string, receipt: string): Promise<void> {
  await page.getByLabel('Amount in LKR').fill(amount)
  await page.getByRole('radio', { name: 'Cash', exact: true }).check()
  await page.getByLabel('Number of your paper receipt').fill(receipt)
}

test('cash opens the phone; the second click books nothing more; a wrong entry is undone', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  const cash = `${desk}/loans/${borrower.loanId}/acts/cash`
  await page.goto(cash)
  await fillCash(page, 'much', '')
  await press(page, 'Continue')
  await expect(page.getByLabel('Amount in LKR')).toHaveValue('much')
  await lookedAt(page, 'desk-cash-faults')
  const receipt = randomUUID().slice(0, 8)
  await fillCash(page, '9000', receipt)
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('Unlocks now')
  await lookedAt(page, 'desk-cash-effects')
  await page.getByRole('button', { name: 'Book it' }).dblclick()
  await expect(page.getByRole('main')).toContainText('Booked. The receipt is on its way')
  await expectScreen(borrower, 'home')
  expect(await owedMinor(borrower.loanId)).toBe(900_000n)
  await lookedAt(page, 'desk-payment-cash')

  await page.goto(cash)
  await fillCash(page, '100', receipt)
  await press(page, 'Continue')
  await press(page, 'Book it')
  await expect(page.locator('#officeReceipt-error')).toContainText('was booked before')

  const { id: paymentId } = await paymentOf(borrower.loanId)
  await page.goto(`${desk}/payments/${paymentId}`)
  await page.getByRole('link', { name: 'Undo this entry' }).click()
  await page.getByLabel('Reason').fill('Entered on the wrong loan')
  await press(page, 'Continue')
  await lookedAt(page, 'desk-reverse')
  await press(page, 'Undo it')
  await expect(page.getByRole('main')).toContainText('The entry is undone')
  expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
})

test('a late unlock is found on the board and sent again, and the phone opens', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser, { isOnline: false })
  const { unlockId } = await paymentOf(borrower.loanId)
  await expect
    .poll(async () => (await unlockRow(unlockId)).state, { timeout: 20_000 })
    .toBe('accepted')
  await database()
    .updateTable('unlocks')
    .set({ deadlineAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('id', '=', unlockId)
    .execute()
  await expect
    .poll(async () => (await unlockRow(unlockId)).lateAt, { timeout: 45_000 })
    .not.toBeNull()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/unlocks`)
  const group = page.locator('section', { hasText: 'Accepted, the phone has not answered' })
  await expect(group.first()).toContainText('late')
  await lookedAt(page, 'desk-unlocks')
  await group
    .first()
    .getByRole('link', { name: /^See (all|it in the list)/ })
    .click()
  await lookedAt(page, 'desk-unlock-group')
  await page.locator(`a[href="/desk/unlocks/${unlockId}"]`).click()
  await lookedAt(page, 'desk-unlock')
  await setOnline(borrower, true)
  await press(page, 'Send it again now')
  await expect(page.getByRole('main')).toContainText('It is being sent again')
  await expectScreen(borrower, 'home', 30_000)
  await expect
    .poll(async () => (await unlockRow(unlockId)).state, { timeout: 30_000 })
    .toBe('confirmed')
  await page.goto(`${desk}/unlocks/${unlockId}`)
  await expect(page.getByRole('button', { name: 'Send it again now' })).toHaveCount(0)
  await lookedAt(page, 'desk-unlock-done')
})

function unlockRow(unlockId: string | null) {
  return database()
    .selectFrom('unlocks')
    .select(['state', 'lateAt'])
    .where('id', '=', unlockId)
    .executeTakeFirstOrThrow()
}

test('a phone is opened for some days, then held, and the lock removed by two people', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  const act = (name: string) => page.goto(`${desk}/loans/${borrower.loanId}/acts/${name}`)
  await act('unlock')
  await page.getByLabel('Days').fill('30')
  await press(page, 'Continue')
  await expect(page.locator('#days-error')).toContainText('from 1 to 7')
  await lookedAt(page, 'desk-act-unlock')
  await page.getByLabel('Days').fill('3')
  await page.getByLabel('Reason').fill('At the hospital')
  await press(page, 'Continue')
  await press(page, 'Open the phone')
  await expect(page.getByRole('main')).toContainText('The unlock is asked for')
  await expectScreen(borrower, 'home')

  await act('hold')
  await page.getByRole('radio', { name: /^A death/ }).check()
  const lastDay = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 20 })
  await page.getByLabel('Last day').fill(lastDay.toString())
  await page.getByLabel('Note').fill('The borrower’s mother has died')
  await press(page, 'Continue')
  await press(page, 'Place the hold')
  await expect(page.getByRole('main')).toContainText('The hold is in force')
  await lookedAt(page, 'desk-act-hold')
  await press(page, 'End it now')
  await expect(page.getByRole('main')).toContainText('The hold has ended')

  await act('release')
  await page.getByRole('radio', { name: /^Is let go/ }).check()
  await page.getByLabel('Reason').fill('The family cannot go on')
  await press(page, 'Continue')
  await lookedAt(page, 'desk-act-release')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  const approver = await another(browser, { role: 'admin' })
  await approver.page.goto(approval)
  await lookedAt(approver.page, 'desk-approval-release')
  await press(approver.page, 'Approve and do it now')
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  await expect.poll(async () => (await look(borrower)).released, { timeout: 20_000 }).toBe(true)
  expect(await owedMinor(borrower.loanId)).toBe(0n)
})

test('money that was set aside is booked by a person, and the phone opens', async ({ page }) => {
  const borrower = await givenBorrower()
  const paymentId = await setAside(borrower)
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/payments/${paymentId}`)
  await expect(page.getByRole('main')).toContainText('is set aside for a person')
  await lookedAt(page, 'desk-payment-aside')
  await page.getByRole('link', { name: 'Book it to the loan' }).click()
  await press(page, 'Continue')
  await lookedAt(page, 'desk-book')
  await press(page, 'Book it to the loan')
  await expect(page.getByRole('main')).toContainText('Booked to the loan')
  await expectScreen(borrower, 'home')
})

async function setAside(borrower: Borrower): Promise<string> {
  const now = Temporal.Now.instant()
  return transaction(async (tx) => {
    const opened = await openPayment(tx, {
      ...{ loanId: borrower.loanId, actor: `borrower:${borrower.borrowerId}`, now },
      ...{ openedBy: 'borrower', choice: 'arrears', amountMinor: undefined, locale: 'en' },
      ...{ seenOutstandingMinor: 1_800_000n, confirmAnother: false, receiptEmail: null },
    })
    if ('refusal' in opened) throw new Error(opened.refusal)
    await bookCapture(tx, {
      ...{ paymentId: opened.paymentId, paymentIntentId: `pi_${opened.paymentId}` },
      received: { amountMinor: 950_000n, currency: 'LKR' },
      ...{ capturedAt: now, now },
    })
    return opened.paymentId
  })
}

test('a sign-in link signs in once; opening its page uses nothing up; without scripts, too', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/sign-in-link`)
  await page.getByLabel('How you checked who it is').fill('card')
  await press(page, 'Make the link')
  await expect(page.locator('#note-error')).toContainText('Write how')
  await page.getByLabel('How you checked who it is').fill('Identity card seen at the counter')
  await press(page, 'Make the link')
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  await lookedAt(page, 'desk-sign-in-link')
  const link = (await page.getByText(/\/sign-in\/link\//).textContent()) ?? ''

  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  const device = await context.newPage()
  for (let look = 0; look < 3; look += 1) await device.goto(link)
  await expect(title(device)).toHaveText('Sign in with your link')
  await press(device, 'Sign in')
  await expect(device).toHaveURL(/\/phones$/)
  await expect(title(device)).toBeVisible()
  await page.goto(link)
  await expect(title(page)).toHaveText('This link does not work any more')
  await lookedAt(page, 'sign-in-link-over')
})

test('sending to a lock service is stopped with a reason, and begun again', async ({ page }) => {
  const { desk } = await signInStaff(page, { lender: 'hoshi' })
  await page.goto(`${desk}/unlocks`)
  await page.getByText('It does not work?').first().click()
  await page.getByRole('button', { name: 'Stop sending' }).first().click()
  await expect(page.locator('#reason-error')).toContainText('Write what is wrong')
  await page.locator('#reason').first().fill('Their service answers 503')
  await page.getByRole('button', { name: 'Stop sending' }).first().click()
  await expect(page.getByRole('main')).toContainText('is stopped since')
  await lookedAt(page, 'desk-outage')
  await press(page, 'It works again: send')
  await expect(page.getByRole('main')).toContainText('sending.')
})
