import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { at, inState, request } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const aLoan = () => givenLoan(lender, [['2026-12-01', 100n]])

async function newestOf(loan: GivenLoan): Promise<string[]> {
  const rows = await database()
    .selectFrom('unlocks')
    .select('id')
    .where('deviceId', '=', loan.deviceId)
    .where('isNewest', '=', true)
    .execute()
  return rows.map(({ id }) => id)
}

async function ended(loan: GivenLoan, minute: number): Promise<string> {
  const { unlockId } = await request(loan, { now: at(minute) })
  await inState(unlockId, 'expired')
  return unlockId
}

test('of a phone the unlock asked for last stands, and no other phone is touched', async () => {
  const loan = await aLoan()
  const other = await aLoan()
  const elsewhere = await ended(other, 0)
  await ended(loan, 0)
  await ended(loan, 1)
  const last = await ended(loan, 2)
  expect(await newestOf(loan)).toEqual([last])
  expect(await newestOf(other)).toEqual([elsewhere])
})

test('in whatever order they are written', async () => {
  const loan = await aLoan()
  const last = await ended(loan, 5)
  await ended(loan, 1)
  expect(await newestOf(loan)).toEqual([last])
})
