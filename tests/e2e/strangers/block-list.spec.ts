import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor } from '#tests/e2e/support/pay.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'

const main = (page: Page) => page.getByRole('main')
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function openCaseOf(loanId: string): Promise<string | undefined> {
  const found = await database()
    .selectFrom('cases')
    .select('id')
    .where('loanId', '=', loanId)
    .where('kind', '=', 'block_list_removal')
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  return found?.id
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('a phone on a block list is taken off it once it is paid for, and its borrower sees the proof', {
      tag: '@laptop',
    }, async ({ page, context, browser }) => {
      const borrower = await givenBorrower()
      const beside = await givenBorrower()
      const ownPage = `${borrower.portal}/phones/${borrower.deviceId}`
      await signIn(context, borrower)

      const atDesk = await browser.newContext({ javaScriptEnabled })
      const { desk } = await signInStaff(atDesk)
      const staff = await atDesk.newPage()
      const acts = `${desk}/loans/${borrower.loanId}/acts/block-list`
      await staff.goto(`${desk}/loans/${borrower.loanId}`)
      await staff.getByRole('link', { name: 'Block lists' }).click()
      await expect(main(staff)).toContainText('No list is noted for this phone.')
      await staff.getByLabel('List', { exact: true }).fill('Sri Lanka IMEI register')
      await press(staff, 'Continue')
      await press(staff, 'Note it')
      await expect(main(staff)).toContainText('on the list')
      if (javaScriptEnabled) await lookedAt(staff, 'desk-block-list')
      await page.goto(ownPage)
      await expect(main(page)).toContainText('Block list: Sri Lanka IMEI register')
      await expect(main(page)).toContainText('Once nothing is owed for it, we ask')
      if (javaScriptEnabled) await lookedAt(page, 'block-list-stands')

      await toldElsewhere(borrower, await owedMinor(borrower.loanId))
      await expect.poll(() => openCaseOf(borrower.loanId), { timeout: 60_000 }).toBeTruthy()
      expect(await openCaseOf(beside.loanId)).toBeUndefined()
      await staff.goto(`${desk}/cases/${await openCaseOf(borrower.loanId)}`)
      await expect(main(staff)).toContainText('Phone to take off a block list')
      await expect(main(staff)).toContainText('Sri Lanka IMEI register')
      await main(staff).getByRole('link', { name: 'Block lists' }).click()
      await expect(staff).toHaveURL(acts)
      await page.goto(ownPage)
      await expect(main(page)).toContainText('Nothing is owed for this phone.')

      await staff.getByRole('link', { name: 'Say what became of it' }).click()
      await staff.getByRole('radio', { name: /^The list was asked/ }).check()
      await staff.getByLabel('Number or letter of the list').fill('REQ-77')
      await press(staff, 'Continue')
      await press(staff, 'Note this')
      await expect(main(staff)).toContainText('Noted: the list was asked')
      await page.goto(ownPage)
      await expect(main(page)).toContainText('REQ-77')
      await staff.getByRole('link', { name: 'Say what became of it' }).click()
      await staff.getByRole('radio', { name: /^The phone is off the list/ }).check()
      await staff.getByLabel('Number or letter of the list').fill('')
      await press(staff, 'Continue')
      await expect(main(staff)).toContainText('Write the list’s number')
      await staff.getByLabel('Number or letter of the list').fill('OFF-2026-12')
      await press(staff, 'Continue')
      await press(staff, 'Note this')
      await expect(main(staff)).toContainText('Noted: the phone is off the list')
      expect(await openCaseOf(borrower.loanId)).toBeUndefined()

      await page.goto(ownPage)
      await expect(main(page)).toContainText('This phone is off the list.')
      await expect(main(page)).toContainText('OFF-2026-12')
      if (javaScriptEnabled) await lookedAt(page, 'block-list-removed')
      await atDesk.close()
    })
  })
}
