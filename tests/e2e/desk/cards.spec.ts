import { randomInt } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender, type OwnLender, signInOwn } from '#tests/e2e/support/own-lender.ts'
import { givenLoan } from '#tests/support/lender.ts'

test.describe.configure({ timeout: 180_000 })

const today = Temporal.Now.plainDateISO('Asia/Colombo')

/** A lender with a new lock service that is watched and a good part of whose phones was not read yet. */
async function givenWatchedLender(): Promise<OwnLender> {
  const lender = await givenOwnLender()
  const since = Temporal.Now.instant().subtract({ hours: 3 })
  await database()
    .insertInto('mdmConnections')
    .values({ lenderId: lender.id, provider: 'http', watchingSince: since })
    .execute()
  for (const readAt of [since, since, null]) {
    const due = [[today.add({ days: 20 }).toString(), 450_000n]] as const
    const phone = { number: randomInt(10 ** 9, 10 ** 10), lockState: 'locked' } as const
    const { deviceId } = await givenLoan(lender, due, { ...phone, provider: 'http' })
    await database().updateTable('devices').set({ readAt }).where('id', '=', deviceId).execute()
  }
  return lender
}

async function openBreaker(lane: string, lenderId: string | null): Promise<void> {
  const at = Temporal.Now.instant().subtract({ minutes: 20 })
  const tryAt = Temporal.Now.instant().add({ minutes: 20 })
  await database()
    .insertInto('breakers')
    .values({ lane, lenderId, failures: 9, failedAt: at, openedAt: at, tryAt, reason: 'no answer' })
    .execute()
}

test('a watched lock service of which nothing would be opened is not said to open something', async ({
  page,
  context,
}) => {
  const lender = await givenOwnLender()
  await database()
    .insertInto('mdmConnections')
    .values({ lenderId: lender.id, provider: 'http', watchingSince: Temporal.Now.instant() })
    .execute()
  await signInOwn(context, lender, { role: 'approver', name: 'Bashir Nadeem' })
  await page.goto(`${lender.desk}/unlocks`)
  const main = page.getByRole('main')
  await expect(main).toContainText('no phone would be opened now')
  await expect(page.getByRole('button', { name: /open these/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Watching is over: go on by itself' }).click()
  await expect(main).not.toContainText('is only watched since')
})

test('what a new lock service would open, how far it is read, and what does not answer stand at the desk', {
  tag: '@laptop',
}, async ({ page, context }) => {
  const lender = await givenWatchedLender()
  await openBreaker(`lock:${lender.id}:http`, lender.id)
  await signInOwn(context, lender, { role: 'approver', name: 'Bashir Nadeem' })
  await page.goto(`${lender.desk}/unlocks`)
  const main = page.getByRole('main')
  await expect(main).toContainText('is only watched since')
  await expect(main).toContainText('By the books, 3 phones would be opened now')
  await expect(main).toContainText('2 of 3 phones read')
  await expect(main).toContainText('has not answered since')
  await page.getByText('The first 3 of them').click()
  await lookedAt(page, 'desk-watching')
  await page.goto(lender.desk)
  await expect(main).toContainText('has not answered since')
  await lookedAt(page, 'desk-breaker')
  await page.goto(`${lender.desk}/search`)
  await expect(main).toContainText('has not answered since')
  await page.goto(`${lender.desk}/unlocks`)
  await page.getByRole('button', { name: /The books are right/ }).click()
  await expect(main).not.toContainText('is only watched since')
  await page.goto(`${lender.desk}/returns`)
  await expect(main).toContainText('has not answered since')
})
