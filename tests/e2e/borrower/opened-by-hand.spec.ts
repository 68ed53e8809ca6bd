import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requestUnlock } from '#lib/workflows/unlocks/request-unlock.ts'
import { another, press } from '#tests/e2e/desk/given-desk-act.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { demo } from '#tests/e2e/support/demo.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { chooseArrears, payByCard, paymentOf } from '#tests/e2e/support/pay.ts'
import { look } from '#tests/e2e/support/phone.ts'
import { choose, toOptions } from '#tests/e2e/support/plan.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

// A payer, a member of the staff, a phone and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function paid(page: Page): Promise<Borrower> {
  const borrower = await givenBorrower({ provider: 'manual' })
  await signIn(page.context(), borrower)
  await chooseArrears(page, borrower.portal)
  await payByCard(page)
  await expect(title(page)).toHaveText('Paid. A person unlocks your phone')
  return borrower
}

/** Its case, promised so long ago that it is the first of the work list. */
async function firstOfTheList({ loanId }: Borrower): Promise<string> {
  const hasCase = () =>
    database()
      .updateTable('cases')
      .set({ dueAt: Temporal.Now.instant().subtract({ hours: 24 * 30 }) })
      .where('loanId', '=', loanId)
      .where('kind', '=', 'manual_unlock')
      .returning('id')
      .execute()
  await expect.poll(async () => (await hasCase()).length).toBe(1)
  return (await hasCase())[0]?.id ?? ''
}

async function openInTheConsole(browser: Browser, borrower: Borrower): Promise<void> {
  const page = await browser.newPage()
  await page.goto(`${demo().world}/phones/${borrower.slug}/${borrower.providerDeviceId}`)
  await page.getByRole('button', { name: 'Open by hand' }).click()
  await expect(page.locator('.phone')).toHaveAttribute('data-screen', 'home')
  await page.close()
}

/** Says when it was seen: so many minutes ago. */
async function seen(page: Page, minutesAgo: number): Promise<void> {
  const then = Temporal.Now.zonedDateTimeISO('Asia/Colombo').subtract({ minutes: minutesAgo })
  await page.getByLabel('Day').fill(then.toPlainDate().toString())
  await page.locator('#time').fill(then.toPlainTime().toString({ smallestUnit: 'minute' }))
}

test('paid, found by the staff, opened in the console, said so: the borrower’s page says open', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await paid(page)
  await expect(page.getByRole('listitem').filter({ hasText: 'A person opens' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    /unlocked by a person, by .*\d\d:\d\d at the latest/,
  )
  await expect(page.getByRole('main')).toContainText('you can call us')
  await expect(page.getByRole('link', { name: /Get a code/ })).toHaveCount(0)
  await lookedAt(page, 'payment-with-person')
  const caseId = await firstOfTheList(borrower)
  const staff = await another(browser, { name: 'Amara Silva' })
  await staff.page.goto(`${staff.desk}/unlocks`)
  const byHand = staff.page.locator('section', { hasText: 'A person opens this phone by hand' })
  // What others left late there is counted in its place.
  await expect(byHand).toContainText(/With a person|\d+ late/)
  await expect(byHand).not.toContainText('Refused')
  await staff.page.goto(`${staff.desk}?group=unlocks`)
  await staff.page.locator(`a[href="/desk/cases/${caseId}"]`).click()
  await lookedAt(staff.page, 'desk-case-by-hand')
  await staff.page.getByRole('link', { name: 'Say that the phone is open' }).click()
  await openInTheConsole(browser, borrower)
  await sayOpen(staff.page)
  await expect(staff.page.getByRole('main')).toContainText('the borrower is told')
  await expect(staff.page.getByRole('main')).toContainText('seen by \u2068Amara Silva\u2069')
  await lookedAt(staff.page, 'desk-unlock-by-hand')
  await staff.page.goto(`${staff.desk}/cases/${caseId}`)
  await expect(staff.page.getByText(/^Closed /)).toBeVisible()
  await staff.page.goto(`${staff.desk}/loans/${borrower.loanId}`)
  await expect(staff.page.getByText(/Amara Silva\u2069? saw the phone: unlocked/)).toBeVisible()
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await expect(page.getByRole('main')).toContainText('A person has opened it')
  await lookedAt(page, 'payment-opened-by-hand')
  expect((await look(borrower)).screen).toBe('home')
  const subjects = async () => (await lettersTo(borrower.email)).map(({ subject }) => subject)
  await expect.poll(subjects).toContain('Your Xiaomi 13T is open')
  await page.goto(`${borrower.portal}/phones`)
  await expect(page.getByRole('main')).toContainText('has made sure that it is open')
})

async function sayOpen(page: Page): Promise<void> {
  await press(page, 'Continue')
  for (const field of ['knownBy', 'opening', 'time', 'note'])
    await expect(page.locator(`#${field}-error`)).toBeVisible()
  await lookedAt(page, 'desk-act-opened-faults')
  await page.getByRole('radio', { name: /^The lock’s console/ }).check()
  await page.getByRole('radio', { name: /^Open for a shorter time/ }).check()
  await seen(page, 20)
  await page.getByLabel('Note').fill('Opened in the console, by Amara')
  await press(page, 'Continue')
  await expect(page.locator('#time-error')).toContainText('does not count')
  await seen(page, 0)
  await press(page, 'Continue')
  await expect(page.locator('#opening-error')).toContainText('Open it so')
  await page.getByRole('radio', { name: /^Open until/ }).check()
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('The phone counts as open since')
  await lookedAt(page, 'desk-act-opened')
  await press(page, 'The phone is open')
}

test('late, and without JavaScript: whom to call, then open', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  const page = await context.newPage()
  const borrower = await paid(page)
  const { unlockId } = await paymentOf(borrower.loanId)
  await database()
    .updateTable('unlocks')
    .set({ deadlineAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('id', '=', unlockId)
    .execute()
  await page.reload()
  await expect(title(page)).toHaveText('Paid. The unlock is late, and we are on it')
  await expect(page.getByRole('main')).toContainText('opened by a person, and we are late')
  await expect(page.getByRole('main').getByRole('link', { name: /^Call / })).toBeVisible()
  const staff = await another(browser, {})
  const own = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  await own.addCookies(await staff.page.context().cookies())
  const desk = await own.newPage()
  await desk.goto(`${staff.desk}/unlocks/${unlockId}`)
  await desk.getByRole('link', { name: 'Say that the phone is open' }).click()
  await desk.getByRole('radio', { name: /^The borrower says so/ }).check()
  await desk.getByRole('radio', { name: /^Open, with no date/ }).check()
  await seen(desk, 0)
  await desk.getByLabel('Note').fill('She called from her sister’s phone')
  await press(desk, 'Continue')
  await press(desk, 'The phone is open')
  await expect(desk.getByRole('main')).toContainText('the borrower is told')
  await page.reload()
  await expect(title(page)).toHaveText('Your phone is unlocked')
  await Promise.all([context.close(), own.close()])
})

for (const javaScriptEnabled of [true, false])
  test(`a newer unlock takes its place while somebody writes: nothing typed is lost, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    page,
    browser,
  }) => {
    const borrower = await paid(page)
    const { unlockId } = await paymentOf(borrower.loanId)
    await firstOfTheList(borrower)
    const staff = await another(browser, {})
    const own = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' })
    await own.addCookies(await staff.page.context().cookies())
    const desk = await own.newPage()
    await desk.goto(`${staff.desk}/unlocks/${unlockId}/opened`)
    await desk.getByRole('radio', { name: /^The borrower says so/ }).check()
    await desk.getByRole('radio', { name: /^Open, with no date/ }).check()
    await seen(desk, 0)
    await desk.getByLabel('Note').fill('She called from the shop')
    await press(desk, 'Continue')
    await asksForLonger(borrower)
    await press(desk, 'The phone is open')
    await expect(desk.getByRole('main')).toContainText('A newer unlock stands for this phone')
    await expect(desk.getByLabel('Note')).toHaveValue('She called from the shop')
    if (javaScriptEnabled) await lookedAt(desk, 'desk-opened-replaced')
    await desk.getByRole('link', { name: 'To the newer unlock' }).click()
    await expect(desk.getByRole('radio', { name: /^The borrower says so/ })).toBeVisible()
    await expect(desk.getByRole('main')).not.toContainText('A newer unlock stands')
    await own.close()
  })

async function asksForLonger({ deviceId }: Borrower): Promise<void> {
  const now = Temporal.Now.instant()
  await transaction((tx) =>
    requestUnlock(tx, {
      deviceId,
      intent: { kind: 'indefinite' },
      cause: 'staff',
      causeId: randomUUID(),
      actor: 'keyturn',
      now,
      deadlineAt: now.add({ hours: 1 }),
    }),
  )
}

/** A phone that somebody opened by hand an hour ago. */
async function opened(dueInDays: number[]): Promise<Borrower> {
  const borrower = await givenBorrower({ provider: 'manual', dueInDays })
  await database()
    .updateTable('devices')
    .set({ lockState: 'unlocked', lockStateAt: Temporal.Now.instant().subtract({ hours: 1 }) })
    .where('loanId', '=', borrower.loanId)
    .execute()
  return borrower
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('locked again by hand: said so with a name, unless the books forbid it', async ({
      page,
      browser,
    }) => {
      const late = await opened([-40, -10, 20])
      const upToDate = await opened([20, 50])
      const { page: staff, desk } = await another(browser, { name: 'Bandula Perera' })
      await staff.goto(`${desk}/loans/${upToDate.loanId}`)
      await staff.getByRole('link', { name: 'Locked by hand' }).click()
      await expect(staff.getByRole('main')).toContainText('This phone may not be locked now')
      await expect(staff.getByRole('main')).toContainText('Nothing is overdue.')
      await looked(staff, 'desk-act-locked-forbidden')
      await staff.goto(`${desk}/loans/${late.loanId}/acts/locked`)
      await press(staff, 'Continue')
      for (const field of ['knownBy', 'time', 'note'])
        await expect(staff.locator(`#${field}-error`)).toBeVisible()
      await staff.getByRole('radio', { name: /^I have the phone/ }).check()
      await staff.getByLabel('Note').fill('Locked at the counter')
      await seen(staff, 120)
      await press(staff, 'Continue')
      await press(staff, 'The phone is locked')
      await expect(staff.locator('#time-error')).toContainText('seen open after that')
      await expect(staff.getByLabel('Note')).toHaveValue('Locked at the counter')
      await seen(staff, 0)
      await press(staff, 'Continue')
      await looked(staff, 'desk-act-locked')
      await press(staff, 'The phone is locked')
      await expect(staff.getByRole('main')).toContainText('Kept: the phone is locked')
      await staff.goto(`${desk}/loans/${late.loanId}`)
      await expect(staff.getByRole('main')).toContainText('Phone seen locked by staff')
      await expect(staff.getByRole('main')).toContainText('Bandula Perera')
      await signIn(page.context(), late)
      await page.goto(`${late.portal}/phones`)
      await expect(title(page)).toContainText('locked')
    })
  })
}

test('where a person opens the phone every page says so, with by when, and none that it opens within minutes', async ({
  page,
}) => {
  const borrower = await givenBorrower({ provider: 'manual' })
  const main = page.getByRole('main')
  const [phone, byWhen] = [
    `${borrower.portal}/phones/${borrower.deviceId}`,
    /by .*\d\d:\d\d at the latest/,
  ]
  await signIn(page.context(), borrower)
  for (const path of ['pay', 'trouble', 'promise', 'open']) {
    await page.goto(`${phone}/${path}`)
    await expect(main, path).toContainText(byWhen)
  }
  await page.goto(`${phone}/trouble`)
  await expect(main).toContainText('A person opens it by hand when you accept the plan')
  await page.goto(`${phone}/return`)
  await expect(main).toContainText(
    /A person opens the phone by hand, by .* at the latest if you arrange it now\. It then stays open/,
  )
  await page.goto(phone)
  await expect(main).not.toContainText('Not heard from')
  await page.goto(`${phone}/plan`)
  await toOptions(page)
  await choose(page, 'longer_term')
  await page.waitForURL(/\/plans\//)
  await expect(main).toContainText(/by hand, by .*\d\d:\d\d at the latest if you accept now/)
  await expect(main).not.toContainText(/\d+ minutes/)
})

test('asked for, a person opens it by the time that was promised; no code is offered that cannot be had', async ({
  page,
}) => {
  const main = page.getByRole('main')
  const due = await givenBorrower({ provider: 'manual', dueInDays: [20, 50] })
  await signIn(page.context(), due)
  await page.goto(`${due.portal}/phones/${due.deviceId}/open`)
  await expect(main).toContainText('at the latest if you ask now')
  await expect(main).not.toContainText('What is paid')
  await page.getByRole('button', { name: 'Ask a person to open it' }).click()
  await expect(main).toContainText(/That has been asked for: a person does it, by .*\d\d:\d\d/)
  await lookedAt(page, 'open-by-hand-asked')
  const borrower = await paid(page)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(main).toContainText('Paid: a person opens the phone')
  const { id } = await paymentOf(borrower.loanId)
  await page.goto(`${borrower.portal}/payments/${id}/code`)
  await expect(page.getByRole('button', { name: 'Get a code' })).toHaveCount(0)
  await lookedAt(page, 'code-by-hand')
})
