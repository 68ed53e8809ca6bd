import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { look, setOnline, typeCode } from '#tests/e2e/support/phone.ts'
import { paidElsewhere } from '#tests/plans/given-plan.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('nothing was paid here, and the phone is offline: a code, and the word that it is open', async ({
      page,
    }) => {
      const borrower = await givenBorrower({ dueInDays: [20, 50], isOnline: false })
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/phones`)
      await page.getByRole('link', { name: 'Still locked? Ways to open it' }).click()
      await expect(title(page)).toHaveText('Ways to open the phone')
      if (javaScriptEnabled) await lookedAt(page, 'open-phone')
      await page.getByRole('button', { name: 'Get a code' }).click()
      const [passkey, summary] = [
        page.getByLabel('Passkey on the lock screen'),
        page.locator('.faults'),
      ]
      for (const [typed, said] of [
        ['', 'Type the passkey'],
        ['12', 'it has 2 digits'],
      ] as const) {
        await passkey.fill(typed)
        await page.getByRole('button', { name: 'Get a code' }).click()
        await expect(summary).toContainText(said)
        await expect(summary).toBeFocused()
        await expect(page).toHaveTitle(/^Error: /)
        await expect(passkey).toHaveValue(typed)
      }
      if (javaScriptEnabled) await lookedAt(page, 'open-phone-passkey')
      await passkey.fill((await look(borrower)).passkey)
      await page.getByRole('button', { name: 'Get a code' }).click()
      const shown = page.getByText(/^\d{4} \d{4}$/)
      await expect(shown).toBeVisible()
      if (javaScriptEnabled) await lookedAt(page, 'open-phone-code')
      await typeCode(borrower, (await shown.textContent()) ?? '')
      expect((await look(borrower)).screen).toBe('home')
      await page.getByRole('button', { name: 'The code worked: the phone is open' }).click()
      await expect(title(page)).toHaveText('You told us that your phone is open')
      if (javaScriptEnabled) await lookedAt(page, 'phones-said-open')
      await setOnline(borrower, true)
      await expect(async () => {
        await page.reload()
        await expect(title(page)).toHaveText('Your phone is unlocked', { timeout: 1_000 })
      }).toPass({ timeout: 60_000 })
    })
  })
}

test('a loan paid off elsewhere: what happens with the lock, and who removes it', async ({
  page,
}) => {
  const borrower = await givenBorrower({ lockState: 'unlocked' })
  const { outstandingMinor } = await database()
    .selectFrom('loans')
    .select('outstandingMinor')
    .where('id', '=', borrower.loanId)
    .executeTakeFirstOrThrow()
  await paidElsewhere(borrower, outstandingMinor)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
  await page.getByRole('link', { name: 'Still locked? Ways to open it' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('what happens with the lock')
  await expect(main).toContainText(/a person at .*Serendib Mobile.* has checked the books/)
  await expect(main).toContainText(/Ask now, and a person answers by \S+day,? .+ at the latest/)
  await lookedAt(page, 'open-phone-paid-off')
  await page.getByRole('link', { name: 'Ask for the lock to be removed for good' }).click()
  await expect(page).toHaveURL(/\/dispute$/)
  await page.getByLabel('The loan is paid off').check()
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(page).toHaveURL(/\?sent=1$/)
  const byDay = /by (\S+day,? .+?) at the latest/
  const [, promised] = byDay.exec((await main.textContent()) ?? '') ?? []
  expect(promised).toBeDefined()
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await expect(main).toContainText(`You have asked: a person answers by ${promised}`)
  await database()
    .updateTable('cases')
    .set({ dueAt: Temporal.Now.instant().subtract({ hours: 1 }) })
    .where('loanId', '=', borrower.loanId)
    .execute()
  await page.reload()
  await expect(main).toContainText('the answer is late: call us')
  await expect(main).not.toContainText(byDay)
})

test('one that may be locked is told so, and who has paid is led to say that', async ({ page }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await expect(page.getByRole('main')).toContainText('the phone may be locked now')
  await expect(page.getByRole('button', { name: /Ask for|Get a code/ })).toHaveCount(0)
  for (const name of ['Pay to unlock', 'Trouble paying?', 'This is wrong, or I already paid'])
    await expect(page.getByRole('link', { name })).toBeVisible()
  await lookedAt(page, 'open-phone-refused')
})

test('one that falls due while its page is open is refused as any form is', async ({ page }) => {
  const borrower = await givenBorrower({ dueInDays: [20, 50] })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await asIfItHadFallenDue(borrower)
  await page.getByRole('button', { name: 'Ask for a new unlock' }).click()
  await expect(page.locator('.faults')).toContainText('the phone may be locked now')
  await expect(page.locator('.faults')).toBeFocused()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('link', { name: 'Pay to unlock' })).toBeVisible()
})

test('home of a phone whose lock service is away leads to no page without a way', async ({
  page,
}) => {
  const borrower = await givenBorrower({ dueInDays: [20, 50], isOnline: false })
  const way = page.getByRole('link', { name: 'Still locked? Ways to open it' })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await page.getByRole('button', { name: 'Ask for a new unlock' }).click()
  await page.goto(`${borrower.portal}/phones`)
  await expect(way).toBeVisible()
  await database()
    .updateTable('unlocks')
    .set({ state: 'retry_wait', acceptedAt: null, errorClass: 'network_before_send' })
    .where('deviceId', '=', borrower.deviceId)
    .execute()
  await page.reload()
  await expect(title(page)).toHaveText('The unlock waits for the lock service')
  await expect(way).toHaveCount(0)
  await lookedAt(page, 'phones-no-way')
})

async function asIfItHadFallenDue({ loanId }: Borrower): Promise<void> {
  await database()
    .updateTable('installments')
    .set({ dueOn: Temporal.Now.plainDateISO('Asia/Colombo').subtract({ days: 20 }) })
    .where('number', '=', 1)
    .where('scheduleId', 'in', (eb) =>
      eb.selectFrom('schedules').select('id').where('loanId', '=', loanId),
    )
    .execute()
}

test('an unlock that was asked for a moment ago is not offered again before its time', async ({
  page,
}) => {
  const borrower = await givenBorrower({ dueInDays: [20, 50], isOnline: false })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  const ask = page.getByRole('button', { name: 'Ask for a new unlock' })
  await ask.click()
  await expect(page.getByRole('main')).toContainText('We have asked for the phone to be opened')
  await database()
    .updateTable('unlocks')
    .set({ state: 'rejected', errorClass: 'not_found' })
    .where('deviceId', '=', borrower.deviceId)
    .execute()
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/open`)
  await expect(page.getByRole('main')).toContainText(/You can ask again from/)
  await expect(ask).toHaveCount(0)
  await lookedAt(page, 'open-phone-lately')
})
