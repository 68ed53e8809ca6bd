import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { placeHold } from '#lib/holds/place-hold.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { atCheckout, payByCard } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { askForLittle, choose, planPage, press, title, toOptions } from '#tests/e2e/support/plan.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('ask, the desk offers something else, accept', { tag: '@laptop' }, async ({
      page,
      browser,
    }) => {
      test.slow()
      const looked = lookingWith(javaScriptEnabled)
      const borrower = await planPage(page)
      await toOptions(page)
      await askForLittle(page)
      await expectScreen(borrower, 'home')
      await looked(page, 'plan-asked')
      const planId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

      const desk = await (await browser.newContext({ javaScriptEnabled: true })).newPage()
      const staff = await signInStaff(desk)
      await desk.goto(`${staff.desk}/plans/${planId}`)
      await expect(title(desk)).toHaveText('A plan to decide')
      await expect(desk.getByRole('main')).toContainText('A plan is being decided')
      await expect(desk.getByRole('main')).not.toContainText('By this alone')
      await holdBeside(borrower)
      await desk.reload()
      for (const said of ['Our decision', 'By this alone until'])
        await expect(desk.getByRole('main')).toContainText(said)
      await lookedAt(desk, 'desk-plan')
      await desk.getByLabel('Extra months').fill('9')
      await press(desk, 'Show this plan')
      const longest = 'The loan can be made longer by 6 months at most.'
      await expect(desk.getByRole('link', { name: longest })).toBeVisible()
      await desk.getByLabel('Extra months').fill('4')
      await desk.getByLabel('Months of pause').fill('1')
      await press(desk, 'Show this plan')
      await expect(desk.getByText('This would be offered')).toBeVisible()
      await lookedAt(desk, 'desk-plan-counter')
      const second = await (await browser.newContext({ javaScriptEnabled })).newPage()
      await signInStaff(second, { name: 'Second Person' })
      await second.goto(`${staff.desk}/plans/${planId}`)
      await desk.getByLabel('To the borrower').last().fill('A month to breathe first.')
      await press(desk, 'Send this offer')
      await expect(title(desk)).toHaveText('Offered, waits for the borrower')
      const offered = desk.locator('.card').filter({ hasText: 'Offered instead' })
      for (const said of [/Extra months\D*4/, /Months of pause\D*1/, 'Instead of'])
        await expect(offered).toContainText(said)
      await lookedAt(desk, 'desk-plan-offered')
      await second.getByLabel('To the borrower').last().fill('No, sorry.')
      await press(second, 'Refuse the request')
      await expect(second.getByText('Somebody was faster')).toBeVisible()
      await expect(second.getByLabel('To the borrower').last()).toHaveValue('No, sorry.')

      await page.goto(`${borrower.portal}/plans/${planId}`)
      await expect(page.getByRole('main')).toContainText('A month to breathe first.')
      await looked(page, 'plan-countered')
      await press(page, 'Accept this plan')
      await expect(title(page)).toHaveText('Your plan is running')
      const views = await database()
        .selectFrom('auditLog')
        .select('actor')
        .where('subjectId', '=', planId)
        .where('action', '=', 'plan.viewed')
        .execute()
      expect(views.map(({ actor }) => actor)).toContain(`staff:${staff.id}`)
    })
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
  await press(page, 'Continue to pay by card or in cash at a shop')
  await atCheckout(page)
  await payByCard(page)
  await expectScreen(borrower, 'home')
})

/** Somebody of the staff keeps the lock side away for longer than any request waits. */
async function holdBeside({ loanId }: Borrower): Promise<void> {
  const now = Temporal.Now.instant()
  const { lenderId } = await database()
    .selectFrom('loans')
    .select('lenderId')
    .where('id', '=', loanId)
    .executeTakeFirstOrThrow()
  const until = now.add({ hours: 24 * 20 })
  await transaction((tx) =>
    placeHold(tx, {
      lenderId,
      about: { loanId },
      reason: 'staff',
      causeId: crypto.randomUUID(),
      placedBy: 'staff:test',
      until,
      now,
    }),
  )
}
