import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { payArrears } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { promiseAll, promisePage } from '#tests/e2e/support/promise.ts'
import { givenLoan } from '#tests/support/lender.ts'

const main = (page: Page) => page.getByRole('main')
const today = () => Temporal.Now.plainDateISO('Asia/Colombo')

async function phonesOf(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  return borrower
}

/** As if the phone itself had just said so. */
async function heard(
  { deviceId }: Borrower,
  lockState: LockState,
  otherLocks: OtherLock[] = [],
): Promise<void> {
  const now = Temporal.Now.instant()
  await database()
    .updateTable('devices')
    .set({ lockState, otherLocks, lockStateAt: now, readAt: now })
    .where('id', '=', deviceId)
    .execute()
}

function day(inDays: number): string {
  const options = { day: 'numeric', month: 'long' } as const
  return today().add({ days: inDays }).toLocaleString('en-GB', options)
}

test('a locked phone: which it is, why, what still works, and what is owed, installment by installment', async ({
  page,
}) => {
  const { imei, deviceId } = await phonesOf(page)
  await database()
    .updateTable('devices')
    .set({ lastSeenAt: Temporal.Now.instant().subtract({ hours: 3, minutes: 5 }) })
    .where('id', '=', deviceId)
    .execute()
  await page.reload()
  for (const said of [
    'Xiaomi 13T',
    `IMEI ends ${imei.slice(-4)}`,
    'Last heard from 3 hours ago',
    'Locked: payment overdue',
    'Rs 9,000.00',
    '2 installments, the oldest 40 days late',
    'Still working on the phone',
    'Emergency calls',
    'Nothing on the phone is deleted.',
  ])
    await expect(main(page)).toContainText(said)
  const due = main(page).getByRole('listitem').filter({ hasText: 'Rs 4,500.00' })
  await expect(due).toContainText([
    `${day(-40)} 40 days late Rs 4,500.00`,
    `${day(-10)} 10 days late Rs 4,500.00`,
    `${day(20)} Next Rs 4,500.00`,
  ])
})

test('what is due today is said to be due today, not ahead', async ({ page }) => {
  await phonesOf(page, { dueInDays: [0, 30], lockState: 'unlocked' })
  await expect(main(page)).toContainText('Due today')
  await expect(main(page).getByRole('link', { name: 'Pay what is due today' })).toBeVisible()
  await expect(main(page)).not.toContainText(/Nothing is overdue|Pay ahead/)
  await lookedAt(page, 'phones-due-today')
})

test('its details: the loan in figures, the whole schedule, every payment', async ({ page }) => {
  const borrower = await payArrears(page)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  const row = (name: string) => main(page).locator('dl div').filter({ hasText: name })
  await expect(row('Loan number')).toContainText(borrower.loanNumber)
  await expect(row('Still to pay in all')).toContainText('Rs 9,000.00')
  const schedule = page.getByRole('table', { name: 'Whole schedule' }).getByRole('row')
  // Every row has its year, or none has.
  const years = new Set([-40, 50].map((inDays) => today().add({ days: inDays }).year))
  const isThisYear = years.size === 1 && years.has(today().year)
  const listed = (inDays: number) =>
    isThisYear ? day(inDays) : `${day(inDays)} ${today().add({ days: inDays }).year}`
  await expect(schedule).toContainText([
    '',
    `${listed(-40)}Paid`,
    `${listed(-10)}Paid`,
    `${listed(20)}Not due yet`,
    `${listed(50)}Not due yet`,
  ])
  const paid = main(page).getByRole('link').filter({ hasText: 'Rs 9,000.00' })
  await expect(paid).toContainText(day(0))
  await expect(paid).toContainText('Paid')
})

test('a long past is folded away, and can be read', async ({ page }) => {
  const borrower = await payArrears(page, { dueInDays: [-130, -100, -70, -40, 20] })
  await expect(page.getByText('Booked to the loan')).toBeVisible()
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  const oldest = page.getByRole('cell', { name: `${day(-130)} Paid` })
  await expect(page.getByRole('cell', { name: `${day(20)} Not due yet` })).toBeVisible()
  await expect(oldest).toBeHidden()
  await page.getByText('4 installments are paid').click()
  await expect(oldest).toBeVisible()
})

test('every state of a lock is said with its reason, and never guessed', async ({ page }) => {
  const borrower = await phonesOf(page)
  const says: [LockState, OtherLock[], string, string][] = [
    ['locked', ['offline_lock'], 'Locked: offline too long', 'This costs nothing'],
    ['locked', ['sim_lock'], 'Locked by something else', 'Paying does not remove it'],
    ['unknown', [], 'State unknown', 'What you see on the phone itself is right'],
    ['unlocked', [], 'Unlocked', 'The phone told us that it is open'],
    ['released', [], 'Lock removed', 'removed for good'],
    ['unlocked', ['sim_lock'], 'Locked by something else', 'Our own lock is open. Something other'],
    ['released', ['sim_lock'], 'Locked by something else', 'Our lock has been removed for good'],
  ]
  for (const [lockState, otherLocks, chip, why] of says) {
    await heard(borrower, lockState, otherLocks)
    await page.reload()
    await expect(main(page)).toContainText(chip)
    await expect(main(page)).toContainText(why)
    await expect(main(page)).not.toContainText('Locked: payment overdue')
    await expect(main(page)).not.toContainText(/is yours/)
    await lookedAt(page, `phones-${lockState}-${chip.toLowerCase().replace(/\W+/g, '-')}`)
  }
})

test('paid, and the phone has not said so yet: no more money is asked for', async ({ page }) => {
  const { portal, deviceId } = await payArrears(page, { isOnline: false })
  await database()
    .updateTable('devices')
    .set({ lastSeenAt: Temporal.Now.instant() })
    .where('id', '=', deviceId)
    .execute()
  await page.goto(`${portal}/phones`)
  await expect(main(page)).toContainText('Paid: waiting for the phone')
  await expect(main(page)).toContainText('You do not need to pay again')
  await expect(page.getByRole('link', { name: 'Pay to unlock' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Watch it unlock' }).click()
  await expect(page).toHaveURL(/\/payments\//)
})

test('open until a moment of the lender’s clock, in the reader’s language', async ({ page }) => {
  const borrower = await givenBorrower({ lockState: 'unlocked', locale: 'es' })
  const relockAt = today().add({ days: 3 }).toZonedDateTime('Asia/Colombo').add({ hours: 18 })
  await database()
    .updateTable('devices')
    .set({ relockAt: relockAt.toInstant() })
    .where('id', '=', borrower.deviceId)
    .execute()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  const until = main(page).locator('dl div').filter({ hasText: 'Desbloqueado hasta' })
  await expect(until).toContainText('18:00')
  const month = relockAt.toLocaleString('es-419', { month: 'long' })
  await expect(until).toContainText(`${relockAt.day} de ${month}`)
})

test('several phones: each its own, with the name it was given; what is overdue comes first', async ({
  page,
}) => {
  const borrower = await givenBorrower({ dueInDays: [10, 40], lockState: 'unlocked' })
  const { borrowerId, lenderId } = borrower
  const late = [[today().subtract({ days: 5 }).toString(), 450_000n]] as const
  const number = Number(borrower.loanNumber.slice(2)) + 1
  const second = await givenLoan({ id: lenderId }, late, {
    borrowerId,
    number,
    provider: 'manual',
    lockState: 'locked',
  })
  await database()
    .updateTable('devices')
    .set({ nickname: 'Shop' })
    .where('id', '=', second.deviceId)
    .execute()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is locked')
  await expect(main(page)).toContainText('Shop')
  await expect(main(page)).toContainText('Xiaomi 13T · IMEI ends')
  await expect(main(page)).toContainText('5 days late')
  const other = page.getByRole('link', { name: /^Xiaomi 13T/ })
  await expect(other).toContainText(`Unlocked. Next: Rs 4,500.00 on ${day(10)}`)
  await expect(other).toHaveAttribute('href', `/phones/${borrower.deviceId}`)
  await lookedAt(page, 'phones-several')
  await page.getByRole('link', { name: 'Schedule and details' }).click()
  await expect(page).toHaveURL(`${borrower.portal}/phones/${second.deviceId}`)
})

test('of a promised phone its row says what was promised, once another phone leads', async ({
  page,
}) => {
  const borrower = await promisePage(page)
  const { borrowerId, lenderId } = borrower
  const late = [[today().subtract({ days: 5 }).toString(), 450_000n]] as const
  const number = Number(borrower.loanNumber.slice(2)) + 1
  const about = { borrowerId, number, provider: 'manual', lockState: 'locked' } as const
  await givenLoan({ id: lenderId }, late, about)
  await promiseAll(page)
  await expectScreen(borrower, 'home')
  await page.goto(`${borrower.portal}/phones`)
  const row = main(page).getByRole('link', { name: /^Xiaomi 13T/ })
  await expect(row).toHaveAttribute('href', `/phones/${borrower.deviceId}`)
  await expect(row).toContainText(/You promised Rs\s9,000\.00 by .+\. Rs\s9,000\.00 is overdue/)
  await lookedAt(page, 'phones-several-promised')
})
