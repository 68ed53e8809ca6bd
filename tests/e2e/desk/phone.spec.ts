import { expect, test } from '@playwright/test'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { givenPromise } from '#tests/e2e/support/borrower-acts.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { another, press } from './given-desk-act.ts'

// Two people, a phone and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

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
  const inDays = (days: number) => `${Temporal.Now.plainDateISO('Asia/Colombo').add({ days })}`
  await page.getByLabel('Last day').fill(inDays(400))
  await page.getByLabel('Note').fill('The borrower’s mother has died')
  await press(page, 'Continue')
  await expect(page.locator('#lastDay-error')).toContainText('is the last possible day')
  await lookedAt(page, 'desk-act-hold-too-long')
  await page.getByLabel('Last day').fill(inDays(20))
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

test('the loan’s page says on how many days of a year arrangements leave the phone open', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { desk } = await signInStaff(page)
  const main = page.getByRole('main')
  await page.goto(`${desk}/loans/${borrower.loanId}`)
  await expect(main).not.toContainText('of a year')
  await givenPromise(borrower)
  await page.reload()
  await expect(main).toContainText(/on \d+ days? of a year, .* Up to \d+ days they do so/)
})
