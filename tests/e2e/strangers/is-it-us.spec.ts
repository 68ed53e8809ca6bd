import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

const main = (page: Page) => page.getByRole('main')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const lookedAt = lookingWith(javaScriptEnabled)

    test('a borrower chooses what is sent, the desk sees it and changes it on their word', {
      tag: '@laptop',
    }, async ({ page, browser }) => {
      const borrower = await givenBorrower()
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/account`)
      await lookedAt(page, 'account-with-choices')
      await page.getByRole('link', { name: /^Change what we send you/ }).click()
      await lookedAt(page, 'contact-choices')
      await page.getByRole('radio', { name: /^Stop reminders/ }).check()
      await page.getByRole('button', { name: 'Keep my choices' }).click()
      await expect(main(page)).toContainText('Your choices are kept')
      await expect(page.getByRole('radio', { name: /^Stop reminders/ })).toBeChecked()
      await expect(main(page)).toContainText('You, ')
      await lookedAt(page, 'contact-choices-kept')
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
      await expect(main(page)).toContainText('You have stopped reminders, so none comes')
      await expect(main(page)).not.toContainText('We remind you')

      const context = await browser.newContext({ javaScriptEnabled })
      const { desk } = await signInStaff(context)
      const staff = await context.newPage()
      await staff.goto(`${desk}/loans/${borrower.loanId}/acts/contact`)
      await expect(staff.getByRole('radio', { name: 'Stop reminders and thanks' })).toBeChecked()
      await lookedAt(staff, 'desk-contact-choices')
      await staff.getByRole('radio', { name: 'Send me reminders' }).check()
      await staff.locator('main form button').last().click()
      await expect(staff).toHaveURL(new RegExp(`/desk/loans/${borrower.loanId}$`))
      await context.close()
      await page.goto(`${borrower.portal}/account/contact`)
      await expect(page.getByRole('radio', { name: 'Send me reminders' })).toBeChecked()
      await expect(main(page)).toContainText('A person at')
    })

    test('a message is compared with what was sent, and one that does not fit is told of', {
      tag: '@laptop',
    }, async ({ page }) => {
      const borrower = await givenBorrower()
      const other = await givenBorrower()
      for (const [{ loanId }, subject] of [
        [borrower, 'Your receipt K7QF-3M2P'],
        [other, 'Not hers'],
      ] as const) {
        const { lenderId, borrowerId } = await database()
          .selectFrom('loans')
          .select(['lenderId', 'borrowerId'])
          .where('id', '=', loanId)
          .executeTakeFirstOrThrow()
        const sent = { kind: 'receipt', channel: 'email', locale: 'en', gate: 'any_hour' } as const
        await database()
          .insertInto('notices')
          .values({
            lenderId,
            borrowerId,
            causeId: loanId,
            recipient: 'nimali@mail.example',
            detail: '{}',
            subject,
            sentAt: Temporal.Now.instant(),
            kind: sent.kind,
            channel: sent.channel,
            locale: sent.locale,
            gate: sent.gate,
          })
          .execute()
      }
      await page.goto(`${borrower.portal}/real`)
      await expect(main(page)).toContainText(new URL(borrower.portal).host)
      await expect(main(page)).not.toContainText('K7QF-3M2P, 1')
      await expect(page.getByRole('link', { name: 'Sign in and compare' })).toBeVisible()
      await lookedAt(page, 'is-it-us')
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/real`)
      await expect(main(page)).toContainText('Your receipt K7QF-3M2P')
      await expect(main(page)).not.toContainText('Not hers')
      await expect(main(page)).not.toContainText('nimali@mail.example')
      await lookedAt(page, 'is-it-us-list')
      await page.getByRole('radio', { name: 'By telephone' }).check()
      await page.getByLabel('What does it say?').fill('Pay to this card <script>alert(1)</script>')
      await page.getByRole('button', { name: 'Tell us' }).click()
      await expect(main(page)).toContainText('Thank you. A person looks at it.')
      await lookedAt(page, 'is-it-us-told')
      const reference = new URL(page.url()).searchParams.get('told') ?? ''
      const { id } = await database()
        .selectFrom('cases')
        .select('id')
        .where('reference', '=', reference)
        .where('loanId', '=', borrower.loanId)
        .executeTakeFirstOrThrow()
      const { desk } = await signInStaff(page)
      await page.goto(`${desk}/cases/${id}`)
      await expect(main(page)).toContainText('Pay to this card <script>')
      await lookedAt(page, 'desk-suspect-message')
    })

    test('who has no account stops letters, and is told the same whatever they type', async ({
      page,
    }) => {
      const { portal } = await givenBorrower()
      await page.goto(`${portal}/stop`)
      await lookedAt(page, 'stop')
      await page.getByLabel('Your e-mail address').fill('nobody@mail.example')
      await page.getByLabel('Reference in our letter').fill('k7qf 3m2p')
      await page.getByRole('button', { name: 'Stop letters to me' }).click()
      await expect(main(page)).toContainText('no more letters go there')
      await lookedAt(page, 'stop-done')
      await page.getByRole('link', { name: 'Choose what we send' }).click()
      await expect(page).toHaveURL(/\/sign-in/)
    })
  })
}
