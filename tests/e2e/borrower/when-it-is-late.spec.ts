import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { noteHeardFrom } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { payArrears, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look, setOnline, typeCode } from '#tests/e2e/support/phone.ts'
import { lettersTo } from '#tests/e2e/support/world.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('a phone without internet is opened by a code typed on it', async ({ page }) => {
  const borrower = await payArrears(page, { isOnline: false })
  await expect(page.getByRole('listitem').filter({ hasText: 'Unlock sent' })).toBeVisible()
  await lookedAt(page, 'payment-phone-offline')
  await page.getByRole('link', { name: /Get a code/ }).click()
  await lookedAt(page, 'code')
  await page.getByRole('button', { name: 'Get a code' }).click()
  const passkey = page.getByLabel('Passkey on the lock screen')
  await passkey.fill('12')
  await page.getByRole('button', { name: 'Get a code' }).click()
  await expect(page.locator('#passkey-error')).toContainText('does not fit')
  await expect(passkey).toHaveValue('12')
  await lookedAt(page, 'code-passkey-wrong')
  await passkey.fill((await look(borrower)).passkey)
  await page.getByRole('button', { name: 'Get a code' }).click()
  const shown = page.getByText(/^\d{4} \d{4}$/)
  await expect(shown).toBeVisible()
  await lookedAt(page, 'code-shown')
  await typeCode(borrower, (await shown.textContent()) ?? '')
  expect((await look(borrower)).screen).toBe('home')
  await page.getByRole('link', { name: 'Back to the payment' }).click()
  await expect(title(page)).toHaveText('Paid. Your phone opens once it is online')
  await setOnline(borrower, true)
  await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 30_000 })
})

test('a phone that is offline is not late: its time counts from when it is online', async ({
  page,
}) => {
  const borrower = await payArrears(page, { isOnline: false })
  await expect(page.getByRole('listitem').filter({ hasText: 'Unlock sent' })).toBeVisible()
  await endPromise(borrower.loanId)
  await page.reload()
  await expect(title(page)).toHaveText('Paid. Your phone opens once it is online')
  const main = page.getByRole('main')
  await expect(main).toContainText('Once it is online, it usually opens within')
  await expect(main).not.toContainText('It should have opened')
  await lookedAt(page, 'payment-when-online')
  await setOnline(borrower, true)
  await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 30_000 })
})

test('past the promise the page says that it is late, what we do, and whom to call with which reference', async ({
  page,
}) => {
  const borrower = await payArrears(page, { isOnline: false })
  await expect(page.getByRole('listitem').filter({ hasText: 'Unlock sent' })).toBeVisible()
  const { reference } = await paymentOf(borrower.loanId)
  await noteHeardFrom(borrower.deviceId)
  await endPromise(borrower.loanId)
  await expect(title(page)).toHaveText('Paid. The unlock is late, and we are on it')
  await expect(page.getByRole('main')).toContainText('We keep trying by ourselves')
  await expect(page.getByRole('contentinfo')).toContainText('+94 11 555 0100')
  await expect(page.getByRole('contentinfo')).toContainText(reference)
  await lookedAt(page, 'payment-late')
  await expect
    .poll(async () => (await lettersTo(borrower.email)).length, { timeout: 45_000 })
    .toBeGreaterThanOrEqual(2)
  await setOnline(borrower, true)
  await expectScreen(borrower, 'home')
  await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 30_000 })
})

test('a phone that a person unlocks says so', async ({ page }) => {
  const borrower = await payArrears(page, { provider: 'manual' })
  await expect(title(page)).toHaveText('Paid. A person unlocks your phone')
  await expect(page.getByRole('main')).toContainText('You do not need to do anything')
  await lookedAt(page, 'payment-with-person')
  const cases = await database()
    .selectFrom('cases')
    .select('kind')
    .where('loanId', '=', borrower.loanId)
    .execute()
  expect(cases).toHaveLength(1)
})

async function endPromise(loanId: string): Promise<void> {
  const { unlockId } = await paymentOf(loanId)
  await database()
    .updateTable('unlocks')
    .set({ deadlineAt: Temporal.Now.instant().subtract({ minutes: 1 }) })
    .where('id', '=', unlockId)
    .execute()
}
