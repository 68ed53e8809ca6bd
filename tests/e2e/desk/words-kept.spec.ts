import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { type Staff, signInStaff } from '#tests/e2e/support/staff.ts'
import { givenStaffSession } from '#tests/support/staff.ts'
import { press } from './given-desk-act.ts'

const words = 'Their mother is in hospital, called at ten'

function endSessions({ id }: Staff) {
  return database()
    .updateTable('staffSessions')
    .set({ endedAt: Temporal.Now.instant() })
    .where('staffId', '=', id)
    .execute()
}

async function cookieFor(staff: Staff) {
  const value = await givenStaffSession(staff)
  return {
    name: staffCookieName(),
    value,
    url: staff.portal,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }
}

test('a session that ends while somebody types: the words come back to the same person alone', async ({
  page,
  context,
}) => {
  const borrower = await givenBorrower()
  const staff = await signInStaff(page)
  const form = `${staff.desk}/loans/${borrower.loanId}/acts/unlock`
  await page.goto(form)
  await page.getByLabel('Days').fill('2')
  await page.getByLabel('Reason').fill(words)
  await endSessions(staff)
  await press(page, 'Continue')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to the desk')
  expect(page.url()).not.toContain('hospital')
  await expect(page.getByText('What you typed is kept in this tab')).toBeVisible()
  await lookedAt(page, 'desk-words-wait')
  await context.addCookies([await cookieFor(staff)])
  await page.goto(form)
  await expect(page.getByLabel('Reason')).toHaveValue(words)
  await expect(page.getByLabel('Days')).toHaveValue('2')
  const told = page.getByRole('status').filter({ hasText: 'What you had typed is back' })
  await expect(told).toBeVisible()
  await lookedAt(page, 'desk-words-back')
  await page.reload()
  await expect(page.getByLabel('Reason')).toHaveValue('')

  await page.getByLabel('Reason').fill(words)
  await endSessions(staff)
  const other = await signInStaff(page)
  await page.goto(`${other.desk}/loans/${borrower.loanId}/acts/unlock`)
  await expect(page.getByLabel('Reason')).toHaveValue('')
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('what was sent after the session had ended is not taken, and that is said', async ({
    page,
  }) => {
    const borrower = await givenBorrower()
    const staff = await signInStaff(page)
    await page.goto(`${staff.desk}/loans/${borrower.loanId}/acts/unlock`)
    await page.getByLabel('Days').fill('2')
    await page.getByLabel('Reason').fill(words)
    await endSessions(staff)
    await press(page, 'Continue')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to the desk')
    await expect(page.getByRole('main')).toContainText('What you sent last was not taken')
    await page.goto(`${staff.desk}/loans/${borrower.loanId}`)
    await expect(page.getByRole('main')).toContainText('You were signed out')
    await expect(page.getByRole('main')).not.toContainText('What you sent last was not taken')
  })
})
