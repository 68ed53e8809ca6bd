import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { givenBorrower, noteHeardFrom } from '#tests/e2e/support/borrower.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import { paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, setOnline } from '#tests/e2e/support/phone.ts'
import { saved } from '#tests/e2e/support/saved.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { another, paidByCard, press } from './given-desk-act.ts'

// A phone, a lock service and many looks: much for one test.
test.describe.configure({ timeout: 180_000 })

test('a late unlock is found on the board and sent again, and the phone opens', {
  tag: '@laptop',
}, async ({ page, browser }) => {
  const borrower = await paidByCard(browser, { isOnline: false })
  const { unlockId } = await paymentOf(borrower.loanId)
  await expect
    .poll(async () => (await unlockRow(unlockId)).state, { timeout: 20_000 })
    .toBe('accepted')
  // Nobody is late with a phone that is known to be offline.
  await noteHeardFrom(borrower.deviceId)
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
  const file = await saved(page, 'Save this list as CSV')
  expect(file.text).toContain(borrower.loanNumber)
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
  await database()
    .updateTable('unlocks')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', unlockId)
    .execute()
  await page.reload()
  await expect(page.getByRole('main')).toContainText(/Try \d was begun/)
  await page.goto(`${desk}/loans/${borrower.loanId}/acts/locked`)
  await expect(page.getByRole('main')).toContainText('A lock service locks this phone')
  await expect(page.getByRole('main')).not.toContainText('your word counts')
})

function unlockRow(unlockId: string | null) {
  return database()
    .selectFrom('unlocks')
    .select(['state', 'lateAt'])
    .where('id', '=', unlockId)
    .executeTakeFirstOrThrow()
}

test('sending to a lock service is stopped with a reason, and begun again; every page says so, and not every role may', async ({
  page,
  browser,
}) => {
  const { desk } = await signInStaff(page, { lender: 'hoshi', role: 'approver' })
  await page.goto(`${desk}/unlocks`)
  await page.getByText('It does not work?').first().click()
  await page.getByRole('button', { name: 'Stop sending' }).first().click()
  await expect(page.locator('#reason-http-error')).toContainText('Write what is wrong')
  await page.locator('#reason-http').fill('Their service answers 503')
  await page.getByRole('button', { name: 'Stop sending' }).first().click()
  await expect(page.getByRole('main')).toContainText('is stopped since')
  await lookedAt(page, 'desk-outage')
  await page.goto(`${desk}/search`)
  await expect(page.getByRole('main')).toContainText('is stopped since')
  const agent = await another(browser, { lender: 'hoshi' })
  await agent.page.goto(`${desk}/unlocks`)
  await expect(agent.page.getByRole('main')).toContainText('An approver or an admin can stop it')
  await expect(agent.page.getByRole('button', { name: 'It works again: send' })).toHaveCount(0)
  await page.goto(`${desk}/unlocks`)
  await press(page, 'It works again: send')
  await expect(page.getByRole('main')).toContainText('sending.')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })
    const looked = lookingWith(javaScriptEnabled)

    test('an unlock for the wrong phone is taken back before anybody opens it', async ({
      page,
    }) => {
      const { loanId } = await givenBorrower({ provider: 'manual' })
      const { desk } = await signInStaff(page)
      await page.goto(`${desk}/loans/${loanId}/acts/unlock`)
      await page.getByLabel('Days').fill('3')
      await page.getByLabel('Reason').fill('At the hospital')
      await press(page, 'Continue')
      await press(page, 'Open the phone')
      await page.waitForURL(/\/unlocks\//)
      const takeBack = page.getByRole('link', { name: 'Take this unlock back' })
      // In the moment in which a worker has it in hand, nobody can.
      await expect(async () => {
        await page.reload()
        await expect(takeBack).toBeVisible({ timeout: 2_000 })
      }).toPass({ timeout: 60_000 })
      await takeBack.click()
      const main = page.getByRole('main')
      await press(page, 'Continue')
      await expect(page.locator('#reason-error')).toBeVisible()
      await page.getByLabel('Reason').fill('It was another loan')
      await press(page, 'Continue')
      await expect(main).toContainText('Nobody opens it by hand any more')
      await looked(page, 'desk-take-back')
      await press(page, 'Take it back')
      await expect(main).toContainText('The unlock is taken back')
      await expect(main).toContainText('Called off before it was sent')
      for (const waiting of ['A person opens this phone by hand', 'First sent at', 'not accepted'])
        await expect(main).not.toContainText(waiting)
      await expect(page.getByRole('link', { name: 'Take this unlock back' })).toHaveCount(0)
      await page.goto(`${desk}/loans/${loanId}`)
      await expect(main).toContainText('Unlock taken back by staff before it was sent')
      await expect(main).toContainText('It was another loan')
      for (const untrue of ['Last asked', 'Sent, try', 'This lock has no connection'])
        await expect(main).not.toContainText(untrue)
    })
  })
}

test('an unlock that is out ends by itself, and the page says when', async ({ page }) => {
  const { loanId } = await givenBorrower()
  const { desk } = await signInStaff(page)
  await page.goto(`${desk}/loans/${loanId}/acts/unlock`)
  await page.getByLabel('Days').fill('3')
  await page.getByLabel('Reason').fill('At the hospital')
  await press(page, 'Continue')
  await press(page, 'Open the phone')
  await page.waitForURL(/\/unlocks\//)
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText('It ends by itself', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('link', { name: 'Take this unlock back' })).toHaveCount(0)
  await lookedAt(page, 'desk-unlock-out')
})
