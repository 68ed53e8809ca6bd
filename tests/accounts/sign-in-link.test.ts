import { expect, test } from 'vitest'
import { isGoodLink, makeSignInLink, takeUpLink } from '#lib/accounts/sign-in-link.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const { id: staffId } = await givenStaff(lender, 'agent')
const start = Temporal.Instant.from('2026-11-21T04:00:00Z')
const lenderId = lender.id

async function aLink(borrowerId?: string) {
  const owner = borrowerId ?? (await givenLoan(lender, [['2026-12-01', 100n]])).borrowerId
  const { token } = await transaction((tx) =>
    makeSignInLink(tx, {
      lenderId,
      borrowerId: owner,
      staffId,
      now: start,
      identityNote: 'Identity card seen at the counter',
    }),
  )
  return { token, borrowerId: owner }
}

const looksGood = (token: string, minutes = 1, at = lenderId) =>
  isGoodLink(database(), { lenderId: at, token, now: start.add({ minutes }) })
const use = (token: string, minutes = 1, at = lenderId) =>
  transaction((tx) => takeUpLink(tx, { lenderId: at, token, now: start.add({ minutes }) }))

test('signs the borrower in once, and looking at it uses nothing up', async () => {
  const { token, borrowerId } = await aLink()
  for (let look = 0; look < 3; look += 1) expect(await looksGood(token)).toBe(true)
  expect(await use(token)).toBe(borrowerId)
  expect(await use(token)).toBeUndefined()
  expect(await looksGood(token)).toBe(false)
})

test('pressed five times at once, it signs in once', async () => {
  const { token, borrowerId } = await aLink()
  const used = await Promise.all(Array.from({ length: 5 }, () => use(token)))
  expect(used.filter((id) => id !== undefined)).toEqual([borrowerId])
})

test('ends after 30 minutes', async () => {
  const { token } = await aLink()
  expect(await looksGood(token, 29)).toBe(true)
  expect(await looksGood(token, 30)).toBe(false)
  expect(await use(token, 30)).toBeUndefined()
})

test('a newer one voids it', async () => {
  const { token, borrowerId } = await aLink()
  const newer = await aLink(borrowerId)
  expect(await use(token)).toBeUndefined()
  expect(await use(newer.token)).toBe(borrowerId)
})

test('is nothing at another lender, and so is a guess', async () => {
  const { token } = await aLink()
  const other = await givenLender()
  expect(await use(token, 1, other.id)).toBeUndefined()
  expect(await looksGood('guessed')).toBe(false)
  expect(await use(token)).toBeDefined()
})

test('only its hash is kept, with who made it and how identity was checked', async () => {
  const { token, borrowerId } = await aLink()
  const row = await database()
    .selectFrom('signInLinks')
    .select(['tokenHash', 'madeBy', 'identityNote'])
    .where('borrowerId', '=', borrowerId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ madeBy: staffId, identityNote: 'Identity card seen at the counter' })
  expect(row.tokenHash.toString('utf8')).not.toContain(token)
  await use(token)
  const lines = await database()
    .selectFrom('auditLog')
    .select(['actor', 'action', 'detail'])
    .where('subjectId', '=', borrowerId)
    .orderBy('id')
    .execute()
  expect(lines.map(({ action }) => action)).toEqual(['sign_in_link.made', 'sign_in_link.used'])
  expect(JSON.stringify(lines)).not.toContain(token)
})
