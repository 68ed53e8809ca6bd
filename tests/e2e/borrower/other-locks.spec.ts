import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'

const main = (page: Page) => page.getByRole('main')

/** A phone that is overdue, and beside that has another lock. */
async function withLock(lock: OtherLock, own: 'locked' | 'released' = 'locked'): Promise<Borrower> {
  const borrower = await givenBorrower({ isOnline: false })
  const now = Temporal.Now.instant()
  await database()
    .updateTable('devices')
    .set({ otherLocks: [lock], lockState: own, lockStateAt: now, readAt: now, lastSeenAt: now })
    .where('id', '=', borrower.deviceId)
    .execute()
  return borrower
}

async function expectPages(page: Page, borrower: Borrower, lock: string, says: Says) {
  await page.goto(borrower.payLink)
  await expect(main(page)).toContainText(says.notice)
  await expect(main(page)).toContainText(says.helper)
  await expect(main(page)).not.toContainText('Unlocks the phone')
  await lookedAt(page, `link-${lock}`)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
  await expect(main(page)).toContainText(says.notice)
  const effect = (name: RegExp) => page.locator('label').filter({ hasText: name })
  await expect(effect(/^Everything overdue/)).toContainText(says.all)
  await expect(effect(/^Settle the whole loan/)).toContainText(says.settle)
  await expect(main(page)).not.toContainText('Unlocks now')
  await lookedAt(page, `pay-${lock}`)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/trouble`)
  await expect(main(page)).not.toContainText('Unlocks now')
  await expect(main(page)).toContainText(says.trouble)
  const stays = main(page)
    .locator('table')
    .getByText('Something other than a payment locks this phone')
  await expect(stays).toHaveCount(lock === 'sim_lock' ? 3 : 0)
  await page.goto(`${borrower.portal}/phones`)
  await expect(page.locator('h1')).toHaveText(says.home)
}

type Says = {
  notice: string
  helper: string
  all: string
  settle: string
  trouble: string
  home: string
}

const says: Record<'offline_lock' | 'sim_lock', Says> = {
  offline_lock: {
    notice: 'Paying alone does not open it',
    helper: 'Opens once the phone is online',
    all: 'Opens once it is online, nothing due until',
    settle: 'The lock is removed for good once the phone is online',
    trouble: 'It opens once it is online, and then stays open as agreed.',
    home: 'Your phone is locked because it was offline',
  },
  sim_lock: {
    notice: 'This phone also has a SIM lock. Paying does not remove it',
    helper: 'The lender’s lock goes. The other lock stays',
    all: 'The other lock stays',
    settle: 'Our lock is removed for good, the other lock stays',
    trouble:
      'Something other than a payment locks this phone, so it stays locked. Call us about it.',
    home: 'Your phone has another lock',
  },
}

for (const lock of ['offline_lock', 'sim_lock'] as const)
  test(`a phone with ${lock}: before paying, who pays and who helps read what will really happen`, async ({
    page,
  }) => {
    await expectPages(page, await withLock(lock), lock, says[lock])
  })

test('a phone without our lock that has another: before paying, both read that paying does not cure it', {
  tag: '@laptop',
}, async ({ page }) => {
  const borrower = await withLock('sim_lock', 'released')
  for (const path of [borrower.payLink, `${borrower.portal}/phones/${borrower.deviceId}/pay`]) {
    await signIn(page.context(), borrower)
    await page.goto(path)
    await expect(main(page)).toContainText(
      'This phone also has a SIM lock. Paying does not remove it',
    )
    await expect(main(page)).toContainText('has been removed for good already')
    await expect(main(page)).not.toContainText('lets go of its own lock')
  }
  await lookedAt(page, 'pay-released-sim_lock')
  await page.context().addCookies([{ name: 'language', value: 'ar', url: borrower.portal }])
  await page.reload()
  await lookedAt(page, 'pay-released-sim_lock-ar')
})
