import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { noteSilence } from '#lib/gateways/breakers.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor, payArrears, paymentOf } from '#tests/e2e/support/pay.ts'
import { expectScreen, look } from '#tests/e2e/support/phone.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { allNormal, turn } from '#tests/e2e/support/world.ts'

test.beforeEach(allNormal)
test.afterEach(allNormal)

/** The workers would find it out by themselves after a few tries. */
async function isKnownToBeDown({ lenderId }: Borrower): Promise<void> {
  const system = { lane: `lock:${lenderId}:http`, lenderId }
  for (let failure = 0; failure < 5; failure += 1) await noteSilence(system, 'no answer')
}

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const step = (page: Page, text: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: text })

const sizes = { phone: { width: 360, height: 740 }, laptop: { width: 1280, height: 800 } }

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`on a ${size}`, () => {
    test.use({ viewport, isMobile: size === 'phone' })

    test('a lock service that is down and comes back: late, not lost, and the money is booked at once', async ({
      page,
    }) => {
      await turn('mdm.api', 'down')
      const borrower = await payArrears(page)
      await expect(step(page, 'The lock service is not available')).toBeVisible()
      await expect(title(page)).toHaveText('Paid. The unlock waits for the lock service')
      await expect(page.getByRole('main')).not.toContainText(
        /Unlock sent|Switch it on|Connect it|at most 1 hour/,
      )
      await isKnownToBeDown(borrower)
      await page.reload()
      await expect(title(page)).toHaveText('Paid. The unlock waits for the lock service')
      expect(await owedMinor(borrower.loanId)).toBe(900_000n)
      expect((await look(borrower)).screen).toBe('lock')
      await lookedAt(page, `payment-lock-service-down-${size}`)
      const home = await page.context().newPage()
      await home.goto(`${borrower.portal}/phones`)
      await expect(title(home)).toHaveText('Paid. The unlock waits for the lock service')
      await expect(home.getByRole('main')).not.toContainText(/was sent|Switch|Keep the phone on/)
      await lookedAt(home, `phones-lock-service-down-${size}`)
      await home.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
      await expect(home.getByRole('main')).not.toContainText('Unlocks now')
      const { desk } = await signInStaff(home)
      await home.goto(`${desk}/unlocks`)
      await expect(home.getByRole('main')).toContainText('Nothing is sent now. It goes by itself')
      await expect(home.getByRole('button', { name: /^Send (it|all)/ })).toHaveCount(0)
      await home.close()
      await turn('mdm.api', 'normal')
      await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 90_000 })
      await expectScreen(borrower, 'home')
    })
  })
}

test('a lock service that says yes and does nothing is never believed, and is asked again', async ({
  page,
}) => {
  await turn('mdm.api', 'lying')
  const borrower = await payArrears(page)
  await expect(step(page, 'Unlock sent')).toBeVisible()
  const { unlockId } = await paymentOf(borrower.loanId)
  const polls = async () =>
    (
      await database()
        .selectFrom('unlocks')
        .select('polls')
        .where('id', '=', unlockId)
        .executeTakeFirstOrThrow()
    ).polls
  await expect.poll(polls, { timeout: 30_000 }).toBeGreaterThan(0)
  await expect(title(page)).toHaveText('Paid. Your phone is unlocking')
  expect((await look(borrower)).screen).toBe('lock')
  await turn('mdm.api', 'normal')
  // The phone has been in touch for two minutes since "accepted".
  await database()
    .updateTable('unlocks')
    .set({ acceptedAt: Temporal.Now.instant().subtract({ minutes: 3 }) })
    .where('id', '=', unlockId)
    .execute()
  await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 60_000 })
  await expectScreen(borrower, 'home')
})

test('a lock service that refuses: the page says that a person has been told', async ({ page }) => {
  await turn('mdm.api', 'refusing')
  const borrower = await payArrears(page)
  await expect(title(page)).toHaveText('Paid. The unlock needs a person')
  await expect(page.getByRole('link', { name: /Call/ }).first()).toBeVisible()
  await lookedAt(page, 'payment-stopped')
  const cases = await database()
    .selectFrom('cases')
    .select('kind')
    .where('loanId', '=', borrower.loanId)
    .execute()
  expect(cases.length).toBeGreaterThan(0)
})

for (const [name, value] of [
  ['lost callbacks', 'lost'],
  ['wrongly signed callbacks', 'bad_signature'],
  ['doubled callbacks', 'doubled'],
] as const) {
  test(`${name}: the phone is asked, and what it says counts once`, async ({ page }) => {
    await turn('mdm.callbacks', value)
    const borrower = await payArrears(page)
    await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 40_000 })
    await expectScreen(borrower, 'home')
  })
}

test('a lock service that acts and never answers: its state is read before anything is sent again', async ({
  page,
}) => {
  await turn('mdm.api', 'hangs')
  const borrower = await payArrears(page)
  await expectScreen(borrower, 'home', 30_000)
  await turn('mdm.api', 'normal')
  await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 60_000 })
  const { unlockId } = await paymentOf(borrower.loanId)
  const sends = await database()
    .selectFrom('unlockAttempts')
    .select('kind')
    .where('unlockId', '=', unlockId ?? '')
    .where('kind', '=', 'send')
    .execute()
  expect(sends.length).toBeLessThanOrEqual(1)
})
