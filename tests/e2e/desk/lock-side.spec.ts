import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeApiKey } from '#lib/integrations/api-keys.ts'
import { conflictsAnswer, phoneAnswer } from '#lib/integrations/wire.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { expectScreen, lockNow } from '#tests/e2e/support/phone.ts'
import { ask } from '#tests/support/http.ts'

async function givenKey({ lenderId }: Borrower): Promise<string> {
  const made = await transaction((tx) =>
    makeApiKey(tx, { lenderId, name: 'Lock side', by: 'operator' }),
  )
  return made.key
}

/** Asks the portal under the borrower's lender's host, with a key. */
async function get({ portal }: Borrower, path: string, key = '') {
  const { host, port } = new URL(portal)
  const headers = { host, authorization: `Bearer ${key}` }
  const {
    status,
    headers: answered,
    text,
  } = await ask(`http://127.0.0.1:${port}${path}`, { headers })
  return { status, cache: answered['cache-control'], body: text ? JSON.parse(text) : undefined }
}

async function whyConflict(borrower: Borrower, key: string): Promise<string[] | undefined> {
  const { body } = await get(borrower, '/api/v1/conflicts?limit=500', key)
  const { conflicts } = conflictsAnswer.parse(body)
  return conflicts.find(({ phone }) => phone.imei === borrower.imei)?.why
}

test('the lock side asks before it locks; what it locks against a hold is listed, and opened again', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const key = await givenKey(borrower)
  const path = `/api/v1/holds/${borrower.imei}`
  expect(phoneAnswer.parse((await get(borrower, path, key)).body)).toMatchObject({ mayLock: true })

  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/dispute`)
  await page.getByRole('radio', { name: /^I already paid/ }).check()
  await page.getByRole('button', { name: /^Send/ }).click()
  await expectScreen(borrower, 'home')
  const held = await get(borrower, path, key)
  expect(held.cache).toContain('no-store')
  expect(phoneAnswer.parse(held.body)).toMatchObject({
    held: true,
    mayLock: false,
    why: ['hold'],
    holds: [{ reason: 'dispute' }],
  })

  await lockNow(borrower)
  await expect.poll(() => whyConflict(borrower, key)).toEqual(['hold'])
  await expectScreen(borrower, 'home', 60_000)
  const unlocks = await database()
    .selectFrom('unlocks')
    .select('cause')
    .where('deviceId', '=', borrower.deviceId)
    .execute()
  expect(unlocks).toEqual([{ cause: 'hold' }, { cause: 'hold' }])
})

test('what it locks before the time that staff gave is listed, and opened again until then', async () => {
  const borrower = await givenBorrower()
  const key = await givenKey(borrower)
  const { lenderId, loanId } = borrower
  const [staffId, token] = [randomUUID(), randomUUID()]
  const wish = { lenderId, loanId, days: 3, reason: 'At the hospital', staffId, token }
  await transaction((tx) => unlockByStaff(tx, { ...wish, now: Temporal.Now.instant() }))
  await expectScreen(borrower, 'home')
  await lockNow(borrower)
  await expect.poll(() => whyConflict(borrower, key)).toEqual(['open_until'])
  const asked = await get(borrower, `/api/v1/holds/${borrower.imei}`, key)
  expect(phoneAnswer.parse(asked.body)).toMatchObject({ mayLock: false, mayStayLocked: false })
  await expectScreen(borrower, 'home', 60_000)
  expect(await whyConflict(borrower, key)).toBeUndefined()
})

test('without a key, or with another lender’s, nothing is said', async () => {
  const borrower = await givenBorrower()
  const abroad = await givenBorrower({ lender: 'norte' })
  const key = await givenKey(borrower)
  const theirs = await givenKey(abroad)
  const path = `/api/v1/holds/${borrower.imei}`
  expect((await get(borrower, path)).status).toBe(401)
  expect((await get(borrower, path, theirs)).status).toBe(401)
  expect((await get(abroad, path, theirs)).status).toBe(404)
  expect((await get(abroad, path, key)).status).toBe(401)
  expect((await get(borrower, '/api/v1/holds/356938035643808', key)).status).toBe(400)
  expect((await get(borrower, '/api/v1/openapi.json')).body).toMatchObject({ openapi: '3.1.0' })
})
