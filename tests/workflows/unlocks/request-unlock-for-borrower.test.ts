import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import {
  barToAsking,
  requestUnlockForBorrower,
} from '#lib/workflows/unlocks/request-unlock-for-borrower.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const lender = await givenLender()
const today = Temporal.Now.plainDateISO('Asia/Colombo')
const due = (days: number) => [today.add({ days }).toString(), 450_000n] as const
const upToDate = [due(20), due(50)]

function ask(loan: Pick<GivenLoan, 'deviceId' | 'borrowerId'>, now = Temporal.Now.instant()) {
  const { deviceId, borrowerId } = loan
  return transaction((tx) => requestUnlockForBorrower(tx, { deviceId, borrowerId, now }))
}

function barOf({ deviceId }: GivenLoan, now = Temporal.Now.instant()) {
  return barToAsking(database(), deviceId, now)
}

function unlocksOf({ deviceId }: GivenLoan) {
  return database()
    .selectFrom('unlocks')
    .select(['id', 'state', 'intent', 'causeId', 'requestedAt'])
    .where('deviceId', '=', deviceId)
    .execute()
}

test('a phone that must be open by the books is opened when its borrower asks, once', async () => {
  const loan = await givenLoan(lender, upToDate)
  const first = await ask(loan)
  expect(first).toHaveProperty('unlockId')
  expect(await ask(loan)).toEqual(first)
  expect(await unlocksOf(loan)).toMatchObject([{ state: 'requested', intent: 'until' }])
})

test('one whose state nobody knows, too; never for good', async () => {
  const loan = await givenLoan(lender, upToDate, { lockState: 'unknown' })
  expect(await ask(loan)).toHaveProperty('unlockId')
  expect((await unlocksOf(loan)).map(({ intent }) => intent)).not.toContain('release')
})

test('one that may be locked is not, and another’s is not found', async () => {
  const late = await givenLoan(lender, [due(-40), due(20)])
  expect(await ask(late)).toEqual({ refusal: 'may_be_locked' })
  const mine = await givenLoan(lender, upToDate)
  expect(await ask({ ...mine, borrowerId: late.borrowerId })).toEqual({ refusal: 'missing' })
  expect(await unlocksOf(mine)).toEqual([])
})

test('by the books alone nothing opens while its lock service is watched', async () => {
  const own = await givenLender({ alone: true })
  await database()
    .insertInto('mdmConnections')
    .values({ lenderId: own.id, provider: 'http', watchingSince: Temporal.Now.instant() })
    .execute()
  const loan = await givenLoan(own, upToDate)
  expect(await ask(loan)).toEqual({ refusal: 'watched' })
  expect(await barOf(loan)).toEqual({ name: 'watched' })
})

test('what came to nothing is asked for anew, but not at once', async () => {
  const loan = await givenLoan(lender, upToDate)
  await ask(loan)
  await database()
    .updateTable('unlocks')
    .set({ state: 'rejected' })
    .where('deviceId', '=', loan.deviceId)
    .execute()
  expect(await ask(loan)).toEqual({ refusal: 'lately' })
  const [first] = await unlocksOf(loan)
  expect(await barOf(loan)).toEqual({
    name: 'lately',
    againAt: first?.requestedAt.add({ minutes: 15 }),
  })
  const later = Temporal.Now.instant().add({ minutes: 20 })
  expect(await barOf(loan, later)).toBeUndefined()
  expect(await ask(loan, later)).toHaveProperty('unlockId')
  expect(await unlocksOf(loan)).toHaveLength(2)
})
