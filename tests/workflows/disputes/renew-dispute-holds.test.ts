import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { activeHolds, disputeHolds } from '#lib/holds/queries.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { answer, say } from '#tests/cases/given-dispute.ts'
import { inDays } from '#tests/holds/given-hold.ts'
import { twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const amara = await givenStaff(lender, 'agent')
const timeZone = 'Asia/Colombo'

const given = () => givenLoan(lender, twoLate(), { lockState: 'locked' })
const holds = (loan: GivenLoan, at: Temporal.Instant) => activeHolds(database(), loan.loanId, at)

/** The end of the day that is so many days after a moment, where the lender is. */
function endOfDayAfter(at: Temporal.Instant, days: number): Temporal.Instant {
  return endOfDay(at.toZonedDateTimeISO(timeZone).toPlainDate().add({ days }), timeZone)
}

/** How often a loan was held for what its borrower says is wrong. */
async function timesHeld(loan: GivenLoan): Promise<number> {
  const rows = await database()
    .selectFrom('holds')
    .select('id')
    .where('loanId', '=', loan.loanId)
    .where('reason', '=', 'dispute')
    .execute()
  return rows.length
}

test('while nobody answers, the phone stays held and open, weeks after the answer was due', async () => {
  const loan = await given()
  const { caseId } = await say(loan)
  for (const day of [0, 9, 10, 11, 12, 13, 14, 15, 30, 31]) {
    const at = inDays(day)
    await reconcile(at)
    expect(await holds(loan, at)).toMatchObject([{ reason: 'dispute', causeId: caseId }])
  }
  const unlocks = await unlocksOf(loan)
  const [held] = await holds(loan, inDays(31))
  expect(unlocks.at(-1)).toMatchObject({ cause: 'hold', relockAt: held?.untilAt })
})

test('it is renewed a day before its end, for as long as an answer leaves the phone open', async () => {
  const loan = await given()
  await say(loan)
  const [first] = await holds(loan, inDays(0))
  const end = first?.untilAt ?? inDays(0)
  await reconcile(end.subtract({ hours: 25 }))
  expect(await timesHeld(loan)).toBe(1)
  const at = end.subtract({ hours: 23 })
  for (let round = 0; round < 3; round += 1) await reconcile(at)
  expect(await timesHeld(loan)).toBe(2)
  expect(await holds(loan, at)).toMatchObject([
    { reason: 'dispute', placedBy: 'keyturn', untilAt: endOfDayAfter(at, 3) },
  ])
})

test('an answer ends it as ever: the phone stays open for the days of reading, and no longer', async () => {
  const loan = await given()
  const { caseId } = await say(loan)
  await reconcile(inDays(10))
  await answer(amara, caseId, { now: inDays(12) })
  await reconcile(inDays(12))
  expect((await holds(loan, inDays(12))).map(({ reason }) => reason)).toEqual(['dispute_answered'])
  await reconcile(inDays(17))
  expect(await holds(loan, inDays(17))).toEqual([])
})

test('what held nothing does not begin to, and a phone that was handed back needs none', async () => {
  const loan = await given()
  const returned = await given()
  const { caseId } = await say(loan)
  await answer(amara, caseId)
  expect(await say(loan, { note: 'Again' })).toMatchObject({ isHeld: false })
  await say(returned)
  await database()
    .updateTable('devices')
    .set({ handedBackAt: inDays(1) })
    .where('id', '=', returned.deviceId)
    .execute()
  await reconcile(inDays(11))
  expect(await holds(loan, inDays(11))).toEqual([])
  expect(await holds(returned, inDays(11))).toEqual([])
})

test('a lender’s lateness counts as one dispute, and from its beginning', async () => {
  const loan = await given()
  const { caseId } = await say(loan)
  for (const day of [10, 12, 14, 16]) await reconcile(inDays(day))
  await answer(amara, caseId, { now: inDays(17) })
  const [one, ...others] = await disputeHolds(database(), loan.loanId)
  expect(others).toEqual([])
  expect(one).toMatchObject({ causeId: caseId, outcome: 'not_upheld' })
  expect(await say(loan, { note: 'There is the slip' }, inDays(18))).toMatchObject({ isHeld: true })
})
