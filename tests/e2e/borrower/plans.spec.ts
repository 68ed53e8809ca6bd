import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { post } from '#lib/ledger/ledger.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { askForLittle, choose, planPage, press, title, toOptions } from '#tests/e2e/support/plan.ts'
import { say } from '#tests/e2e/support/words.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

/** What a colleague books beside the page. */
async function bookBeside(borrower: Borrower): Promise<void> {
  await transaction((tx) =>
    post(tx, {
      lenderId: borrower.lenderId,
      cause: 'paid_elsewhere',
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

    test('ask, decided at once, accept: the phone opens', { tag: '@laptop' }, async ({ page }) => {
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

    test('what a second tab asks for beside an offer is not asked for, and that is said', async ({
      page,
      context,
    }) => {
      const borrower = await planPage(page)
      await toOptions(page)
      const second = await context.newPage()
      await second.goto(`${borrower.portal}/phones/${borrower.deviceId}/plan?step=options`)
      await choose(page, 'longer_term')
      await expect(title(page)).toHaveText('Here is a plan for you')
      await expect(page.getByText('This is what you had asked for before')).toHaveCount(0)
      await choose(second, 'pause')
      await expect(title(second)).toHaveText('Here is a plan for you')
      await expect(second.getByText('This is what you had asked for before')).toBeVisible()
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
      await expect(page.locator('#living-error')).toContainText('for example Rs')
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
        ['18000', 'is all that is owed'],
        ['16000', 'nothing would be easier than today'],
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
  for (const details of await page.locator('details').all()) {
    await details.locator('summary').click()
    for (const name of ['Before', 'Plan'])
      await expect(details.getByRole('columnheader', { name })).toBeVisible()
  }
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
  await press(page, 'End the plan')
  await expect(title(page)).toHaveText('You have ended the plan')
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
  // The page hears of it by itself, and accepts nothing that it does not show.
  await expect(page.getByText('Something was booked since this plan')).toBeVisible()
  await press(page, 'See the new figures')
  await expect(page.getByText('Nothing was accepted')).toBeVisible()
  await expect(title(page)).toHaveText('Here is a plan for you')
  await expect(page.getByRole('main')).toContainText('Rs 17,000.00')
  await lookedAt(page, 'plan-changed')
  await press(page, 'Accept this plan')
  await expect(title(page)).toHaveText('Your plan is running')
})

test('a request that waits is shown with the figures of now once money has come', async ({
  page,
}) => {
  const borrower = await planPage(page)
  await toOptions(page)
  await askForLittle(page)
  await expect(page.getByRole('main')).toContainText('Rs 18,000.00')
  await bookBeside(borrower)
  await expect(page.getByText('These are the figures of now')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Rs 17,000.00')
  await lookedAt(page, 'plan-asked-changed')
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
