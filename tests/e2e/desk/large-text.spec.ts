import { expect, test } from '@playwright/test'
import { signIn } from '#tests/e2e/support/borrower.ts'
import { givenDeskRecords } from '#tests/e2e/support/desk-records.ts'
import { atTwiceItsSize, expectNothingSticksOut } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

// Many pages for one test.
test.describe.configure({ timeout: 240_000 })

test('text at twice its size: no page of the desk is cut, and none scrolls sideways', async ({
  page,
}) => {
  const { ids, owner } = await givenDeskRecords()
  const { desk } = await signInStaff(page, { role: 'admin' })
  const paths = [
    ...['', '/unlocks', '/returns', '/cash', '/approvals', '/audit-log', '/staff', '/settings'],
    ...[`/search?q=${owner.loanNumber}`, `/loans/${ids.loanId}`, `/cases/${ids.caseId}`],
    ...[`/plans/${ids.planId}`, `/payments/${ids.paymentId}`, `/unlocks/${ids.unlockId}`],
    ...[`/returns/${ids.returnId}`, `/approvals/${ids.approvalId}`],
    ...[`/loans/${ids.loanId}/acts/cash`, `/unlocks/${ids.unlockId}/take-back`],
  ]
  for (const path of paths) {
    await page.goto(desk + path)
    await atTwiceItsSize(page)
    await expectNothingSticksOut(page, path, [1280, 360])
  }
})

test('text at twice its size: what a borrower reads in lists and tables is whole', async ({
  page,
}) => {
  const { owner, ids } = await givenDeskRecords()
  await signIn(page.context(), owner)
  const phone = `/phones/${owner.deviceId}`
  for (const path of [phone, '/payments', `/payments/${ids.paymentId}`, `${phone}/trouble`]) {
    const answer = await page.goto(owner.portal + path)
    expect(answer?.status(), path).toBe(200)
    await atTwiceItsSize(page)
    await expectNothingSticksOut(page, path, [360])
  }
  await page.goto(`${owner.portal}${phone}/trouble`)
  await page.setViewportSize({ width: 1280, height: 900 })
  await atTwiceItsSize(page)
  await expectNothingSticksOut(page, 'trouble', [1280])
})
