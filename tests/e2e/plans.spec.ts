import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { post } from '#lib/db/ledger.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { Language } from '#lib/words/languages.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './support/borrower.ts'
import { lookedAt } from './support/looked-at.ts'
import { atCheckout, owedMinor, payByCard } from './support/pay.ts'
import { expectScreen, look } from './support/phone.ts'
import { signInStaff } from './support/staff.ts'
import { say } from './support/words.ts'
import { lettersTo } from './support/world.ts'

const title = (page: Page) => page.locator('h1')
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function planPage(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/plan`)
  return borrower
}

/** From the reasons to the options, saying nothing. */
async function toOptions(page: Page, language: Language = 'en'): Promise<void> {
  await press(page, say(language, 'plans.ask.prefer_not'))
  await expect(title(page)).toHaveText(say(language, 'plans.ask.budget'))
  await press(page, say(language, 'plans.budget.skip'))
  await expect(title(page)).toHaveText(say(language, 'plans.ask.options'))
}

async function choose(page: Page, kind: string, language: Language = 'en'): Promise<void> {
  await page.locator(`#kind-${kind}`).check()
  await press(page, say(language, 'plans.ask.ask'))
}

/** So little a month that a person has to decide. */
async function askForLittle(page: Page): Promise<void> {
  await page.locator('#kind-own_amount').check()
  await page.getByLabel('Amount a month, in LKR').fill('2500')
  await press(page, 'Ask for this plan')
  await expect(page.getByText('With Rs 2,500.00 a month')).toBeVisible()
  await press(page, 'Ask for this plan')
  await expect(title(page)).toHaveText('We have your request')
}

/** What a colleague books beside the page. */
async function bookBeside(borrower: Borrower): Promise<void> {
  await transaction((tx) =>
    post(tx, {
      lenderId: borrower.lenderId,
      cause: 'test',
      causeId: borrower.loanId,
      currency: 'LKR',
      loanId: borrower.loanId,
      paymentId: null,
      entries: [
        { account: 'loan_receivable', amountMinor: -100_000n },
        { account: 'lender_book', amountMinor: 100_000n },
      ],
    }),
  )
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('ask, decided at once, accept: the phone opens', async ({ page }) => {
      const borrower = await planPage(page)
      await toOptions(page)
      await choose(page, 'longer_term')
      await expect(title(page)).toHaveText('Here is a plan for you')
      expect((await look(borrower)).screen).toBe('lock')
      await expect(page.getByRole('main')).toContainText('To pay in all')
      await press(page, 'Accept this plan')
      await expect(title(page)).toHaveText('Your plan is running')
      await expectScreen(borrower, 'home')
      await expect(page.getByText('Unlocked', { exact: true })).toBeVisible({
        timeout: 20_000,
      })
      expect(await owedMinor(borrower.loanId)).toBe(1_800_000n)
    })

    test('what was typed stays, and an own amount is seen whole before it is asked for', async ({
      page,
    }) => {
      await planPage(page)
      await page.getByLabel('I am ill, or was').check()
      await page.getByLabel(/^Anything else/).fill('Back at work in spring')
      await press(page, 'Continue')
      await page.getByLabel('Work or business').fill('30,000')
      await page.getByLabel('Food and daily life').fill('much')
      await press(page, 'Continue')
      await expect(page.locator('#living-error')).toContainText('in digits')
      await expect(page.getByLabel('Work or business')).toHaveValue('30,000')
      await page.getByLabel('Food and daily life').fill('26000')
      await press(page, 'Continue')
      await expect(page.getByRole('main')).toContainText('Rs 4,000.00 is left in a month')
      await expect(page.getByText('Fits your figures best')).toHaveCount(1)
      await press(page, 'Ask for this plan')
      await expect(page.locator('#kind-error')).toContainText('Choose one')
      const amount = page.getByLabel('Amount a month, in LKR')
      await page.locator('#kind-own_amount').check()
      for (const [typed, said] of [
        ['abc', 'in digits'],
        ['100', 'smallest amount is Rs 2,250.00'],
        ['18000', 'Paying that settles the loan'],
        ['16000', 'no month would be easier'],
      ] as const) {
        await amount.fill(typed)
        await press(page, 'Ask for this plan')
        await expect(page.locator('#monthly-error')).toContainText(said)
        await expect(amount).toHaveValue(typed)
      }
      await amount.fill('4,000')
      await press(page, 'Ask for this plan')
      await expect(page.getByText('With Rs 4,000.00 a month')).toBeVisible()
      await press(page, 'Ask for this plan')
      await expect(title(page)).toHaveText('Here is a plan for you')
      await page.goBack()
    })
  })
}

test('every page of a plan, looked at', async ({ page }) => {
  test.slow()
  const borrower = await planPage(page, { nominatedPhone: `+9477${Date.now() % 10_000_000}` })
  await lookedAt(page, 'plan-reasons')
  await press(page, 'Continue')
  await expect(title(page)).toHaveText('What comes in and goes out in a month?')
  await lookedAt(page, 'plan-budget')
  await press(page, 'Skip this')
  await expect(title(page)).toHaveText('Which plan would help?')
  await lookedAt(page, 'plan-options')
  for (const details of await page.locator('details').all())
    await details.locator('summary').click()
  await lookedAt(page, 'plan-options-open')
  await choose(page, 'pause')
  await expect(title(page)).toHaveText('Here is a plan for you')
  await lookedAt(page, 'plan-offered')
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
  await expect(page.getByText('Unlocked', { exact: true })).toBeVisible({ timeout: 20_000 })
  await lookedAt(page, 'plan-active')
  await page.getByRole('link', { name: 'The whole plan to print or save' }).click()
  await expect(title(page)).toHaveText('Plan agreement')
  await lookedAt(page, 'plan-document')
  await page.goBack()
  await page.getByRole('link', { name: 'Ask for another plan' }).click()
  await expect(page.getByText('You have a plan that is running')).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'End the plan' }).click()
  await expect(title(page)).toHaveText('End the plan')
  await lookedAt(page, 'plan-withdraw')
  await press(page, 'Yes')
  await expect(title(page)).toHaveText('You have taken this back')
  await lookedAt(page, 'plan-withdrawn')
  await expect
    .poll(async () => (await lettersTo(borrower.email)).map(({ subject }) => subject))
    .toContainEqual(expect.stringMatching(/^Your plan /))
})

test('figures that changed meanwhile are shown again, not accepted', async ({ page }) => {
  const borrower = await planPage(page)
  await toOptions(page)
  await choose(page, 'longer_term')
  await expect(title(page)).toHaveText('Here is a plan for you')
  await expect(page.getByRole('main')).toContainText('Rs 18,000.00')
  await bookBeside(borrower)
  await press(page, 'Accept this plan')
  await expect(page.getByText('The figures have changed')).toBeVisible()
  await expect(title(page)).toHaveText('Here is a plan for you')
  await expect(page.getByRole('main')).toContainText('Rs 17,000.00')
  await lookedAt(page, 'plan-changed')
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
})

test('two presses accept one plan', async ({ page }) => {
  const borrower = await planPage(page)
  await toOptions(page)
  await choose(page, 'longer_term')
  await page.getByRole('button', { name: 'Accept this plan' }).dblclick()
  await expect(title(page)).toHaveText('Your plan is running')
  const schedules = await database()
    .selectFrom('schedules')
    .select('version')
    .where('loanId', '=', borrower.loanId)
    .execute()
  expect(schedules).toHaveLength(2)
})

test('ask, the desk offers something else, accept', async ({ page, browser }) => {
  test.slow()
  const borrower = await planPage(page)
  await toOptions(page)
  await askForLittle(page)
  await expectScreen(borrower, 'home')
  await lookedAt(page, 'plan-asked')
  const restructuringId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  const desk = await (await browser.newContext()).newPage()
  const staff = await signInStaff(desk)
  await desk.goto(`${staff.desk}/plans/${restructuringId}`)
  await expect(title(desk)).toHaveText('A plan to decide')
  await lookedAt(desk, 'desk-plan')
  await desk.getByLabel('Extra months').fill('9')
  await press(desk, 'Show this plan')
  await expect(desk.getByText('This cannot be offered')).toBeVisible()
  await desk.getByLabel('Extra months').fill('4')
  await desk.getByLabel('Months of pause').fill('1')
  await press(desk, 'Show this plan')
  await expect(desk.getByText('This would be offered')).toBeVisible()
  await lookedAt(desk, 'desk-plan-counter')
  const second = await (await browser.newContext()).newPage()
  await signInStaff(second, { name: 'Second Person' })
  await second.goto(`${staff.desk}/plans/${restructuringId}`)
  await desk.getByLabel('To the borrower').last().fill('A month to breathe first.')
  await press(desk, 'Send this offer')
  await expect(title(desk)).toHaveText('Offered, waits for the borrower')
  await lookedAt(desk, 'desk-plan-offered')
  await second.getByLabel('To the borrower').last().fill('No, sorry.')
  await press(second, 'Refuse the request')
  await expect(second.getByText('Somebody was faster')).toBeVisible()
  await expect(second.getByLabel('To the borrower').last()).toHaveValue('No, sorry.')

  await page.goto(`${borrower.portal}/plans/${restructuringId}`)
  await expect(page.getByRole('main')).toContainText('A month to breathe first.')
  await lookedAt(page, 'plan-countered')
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
  const views = await database()
    .selectFrom('journal')
    .select('actor')
    .where('subjectId', '=', restructuringId)
    .where('action', '=', 'restructuring.viewed')
    .execute()
  expect(views.map(({ actor }) => actor)).toContain(`staff:${staff.id}`)
})

test('refused by a person: why, and what else there is', async ({ page, browser }) => {
  const borrower = await planPage(page)
  await toOptions(page)
  await askForLittle(page)
  const path = new URL(page.url()).pathname
  const desk = await (await browser.newContext()).newPage()
  const staff = await signInStaff(desk)
  await desk.goto(`${staff.desk}${path}`)
  await press(desk, 'Refuse the request')
  await expect(desk.locator('#reason-error')).toContainText('Write the reason')
  await desk.getByLabel('To the borrower').last().fill('Please call us: another way fits better.')
  await press(desk, 'Refuse the request')
  await expect(title(desk)).toHaveText('Refused')
  await page.goto(borrower.portal + path)
  await expect(title(page)).toHaveText('We cannot agree to this plan')
  await expect(page.getByRole('main')).toContainText('Please call us: another way fits better.')
  await expect(page.getByRole('link', { name: 'Promise a day' })).toBeVisible()
  await lookedAt(page, 'plan-refused')
})

test('where the first payment opens, the plan alone does not', async ({ page, browser }) => {
  const borrower = await planPage(page, { lender: 'norte', locale: 'en', amountMinor: 90_000n })
  await toOptions(page)
  await choose(page, 'longer_term')
  await expect(title(page)).toHaveText('We have your request')
  const path = new URL(page.url()).pathname
  const desk = await (await browser.newContext()).newPage()
  const staff = await signInStaff(desk, { lender: 'norte' })
  await desk.context().addCookies([{ name: 'language', value: 'en', url: staff.portal }])
  await desk.goto(`${staff.desk}${path}`)
  await press(desk, 'Offer this plan')
  await expect(title(desk)).toHaveText('Offered, waits for the borrower')
  await page.goto(borrower.portal + path)
  await expect(page.getByRole('main')).toContainText('Extra cost of the plan')
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await page.getByRole('radio').first().check()
  await press(page, 'Continue to card payment')
  await atCheckout(page)
  await payByCard(page)
  await expectScreen(borrower, 'home')
})

for (const language of ['es', 'ar'] as const) {
  test(`in ${language}`, async ({ page }) => {
    const borrower = await planPage(page, { locale: language })
    await lookedAt(page, `plan-reasons-${language}`)
    await toOptions(page, language)
    await lookedAt(page, `plan-options-${language}`)
    await choose(page, 'longer_term', language)
    await expect(title(page)).toHaveText(say(language, 'plans.state.offered'))
    await lookedAt(page, `plan-offered-${language}`)
    await press(page, say(language, 'plans.offered.accept'))
    await expect(title(page)).toHaveText(say(language, 'plans.state.active'))
    await lookedAt(page, `plan-active-${language}`)
    await expectScreen(borrower, 'home')
  })
}
