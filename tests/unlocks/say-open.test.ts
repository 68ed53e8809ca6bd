import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openingOfLoan } from '#lib/loans/opening-of-loan.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { dueUnlocks } from '#lib/unlocks/mark-late.ts'
import { mayIssueCode, storeOfflineCode } from '#lib/unlocks/offline-code.ts'
import { sayOpen } from '#lib/unlocks/say-open.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { accepted, at, inState, request, says, unlockRow } from './given-unlock.ts'

await freshDatabase()

const lender = await givenLender()

async function given() {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]])
  return { loan, unlockId: await accepted(loan) }
}

function giveCode(unlockId: string) {
  const unlock = { id: unlockId, lenderId: lender.id }
  return transaction((tx) => storeOfflineCode(tx, unlock, { code: '48172206' }))
}

function say({ deviceId, borrowerId }: GivenLoan, minute = 5) {
  return transaction((tx) => sayOpen(tx, { deviceId, borrowerId, now: at(minute) }))
}

const shown = (loan: GivenLoan) => phoneOf(database(), loan.borrowerId, loan.deviceId)

test('after a code the borrower’s word is kept with who and when, and confirms nothing', async () => {
  const { loan, unlockId } = await given()
  expect(await say(loan)).toBe(false)
  await giveCode(unlockId)
  expect(await say(loan)).toBe(true)
  expect(await unlockRow(unlockId)).toMatchObject({
    state: 'accepted',
    saidOpenAt: at(5),
    saidOpenBy: loan.borrowerId,
    confirmedAt: null,
  })
  expect(await shown(loan)).toMatchObject({ lockState: 'locked', saidOpenAt: at(5) })
})

test('what would happen at the counter is what the borrower’s page says: a phone said to be open is not unlocked now', async () => {
  const { loan, unlockId } = await given()
  const soon = Temporal.Now.instant()
  const opening = () => openingOfLoan(database(), loan.loanId, soon)
  await database()
    .updateTable('devices')
    .set({ lastSeenAt: soon })
    .where('id', '=', loan.deviceId)
    .execute()
  expect(await opening()).toBe('within_minutes')
  await giveCode(unlockId)
  await say(loan)
  expect(await opening()).toBe('said_open')
})

test('another’s phone is not spoken for, nor one that has said that it is open', async () => {
  const mine = await given()
  const theirs = await given()
  await giveCode(mine.unlockId)
  expect(await say({ ...mine.loan, borrowerId: theirs.loan.borrowerId })).toBe(false)
  await inState(mine.unlockId, 'confirmed')
  expect(await say(mine.loan)).toBe(false)
  expect(await unlockRow(mine.unlockId)).toMatchObject({ saidOpenAt: null })
})

test('the word is about the newest unlock, though an older one had a code, too', async () => {
  const { loan, unlockId: older } = await given()
  await giveCode(older)
  await inState(older, 'rejected')
  const { unlockId: newest } = await request(loan, { now: at(1) })
  await inState(newest, 'accepted')
  await giveCode(newest)
  expect(await say(loan)).toBe(true)
  expect(await unlockRow(newest)).toMatchObject({ saidOpenAt: at(5) })
  expect(await unlockRow(older)).toMatchObject({ state: 'superseded', saidOpenAt: null })
})

test('what the phone itself says later takes the word’s place; what it said before does not', async () => {
  const { loan, unlockId } = await given()
  await giveCode(unlockId)
  await say(loan)
  await says(loan, { actual: 'locked', minute: 3 })
  expect((await shown(loan))?.saidOpenAt).toEqual(at(5))
  await says(loan, { actual: 'locked', minute: 7 })
  expect((await shown(loan))?.saidOpenAt).toBeNull()
  await say(loan, 8)
  await says(loan, { minute: 9 })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed' })
})

test('nobody is told that a phone is late of which its borrower says that it is open', async () => {
  const { loan, unlockId } = await given()
  await says(loan, { actual: 'locked', minute: -1 })
  const isDue = async () =>
    (await dueUnlocks(database(), at(61))).some((one) => one.unlockId === unlockId)
  expect(await isDue()).toBe(true)
  await giveCode(unlockId)
  await say(loan)
  expect(await isDue()).toBe(false)
  await says(loan, { actual: 'locked', minute: 7 })
  expect(await isDue()).toBe(true)
})

test('a code is given for whatever opens the phone, not for a payment alone', async () => {
  const { loan, unlockId } = await given()
  const asked = () => transaction((tx) => mayIssueCode(tx, { deviceId: loan.deviceId }))
  expect(await asked()).toMatchObject({ unlockId })
  await inState(unlockId, 'confirmed')
  expect(await asked()).toEqual({ refusal: 'already_open' })
  const none = await givenLoan(lender, [['2026-12-01', 100n]])
  const without = transaction((tx) => mayIssueCode(tx, { deviceId: none.deviceId }))
  expect(await without).toEqual({ refusal: 'not_paid' })
})
