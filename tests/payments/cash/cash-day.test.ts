import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { cashLines, sumsOf } from '#lib/payments/cash/cash-day.ts'
import { type Count, countCash, countsOf } from '#lib/payments/cash/count-cash.ts'
import { cashByStaff, reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { cashAloneMinor, deskRules } from '#tests/support/policy.ts'
import { type GivenStaff, givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const timeZone = 'Asia/Colombo'
const day = Temporal.Now.plainDateISO(timeZone)
const at = (time: string, on = day) =>
  on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()

async function aLender() {
  const lender = await givenLender({
    policy: { desk: deskRules({ cashAloneMinor, refundAloneMinor: { LKR: '9000000' } }) },
  })
  const people = await Promise.all([givenStaff(lender, 'agent'), givenStaff(lender, 'agent')])
  const second = await givenStaff(lender, 'approver')
  const loan = await givenLoan(lender, twoLate())
  const of = { lenderId: lender.id, timeZone, day }
  return { of, people, second, loan, lender }
}

type Given = Awaited<ReturnType<typeof aLender>>
type Entry = { minor: bigint; now: Temporal.Instant; method?: 'cash' | 'bank_transfer' }

async function enter({ loan }: Given, agent: GivenStaff, { minor, now, method = 'cash' }: Entry) {
  const paymentId = randomUUID()
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const entered = await transaction((tx) =>
    cashByStaff(tx, {
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      paymentId,
      amountMinor: minor,
      method,
      officeReceipt: paymentId,
      staffId: agent.id,
      locale: 'en',
      seenOutstandingMinor,
      now,
      takenOn: day.subtract({ days: 1 }),
      note: '',
      currency: 'LKR',
    }),
  )
  expect(entered).toMatchObject({ outcome: 'recorded' })
  return paymentId
}

const sheet = async ({ of }: Given, on = day) =>
  sumsOf(await cashLines(database(), { ...of, day: on }))

function count({ of, people: [agent], second }: Given, values: Partial<Count>) {
  return transaction((tx) =>
    countCash(tx, {
      ...of,
      takenBy: agent.id,
      currency: 'LKR',
      note: '',
      staffId: second.id,
      seenEnteredMinor: 700n,
      seenCountId: null,
      countedMinor: 700n,
      now: Temporal.Now.instant(),
      ...values,
    }),
  )
}

test('each entry stands on the day it was entered under who took it, an undone one on the day it was undone', async () => {
  const given = await aLender()
  const {
    people: [one, other],
    of,
  } = given
  await enter(given, one, { minor: 500n, now: at('00:00') })
  const undone = await enter(given, one, { minor: 300n, now: at('23:59') })
  await enter(given, one, { minor: 90n, now: at('12:00'), method: 'bank_transfer' })
  await enter(given, other, { minor: 70n, now: at('12:00') })
  const tomorrow = day.add({ days: 1 })
  await transaction((tx) =>
    reverseByStaff(tx, {
      lenderId: of.lenderId,
      paymentId: undone,
      amountMinor: 300n,
      currency: 'LKR',
      note: 'Twice',
      staffId: one.id,
      now: at('00:00', tomorrow),
    }),
  )
  const sums = await sheet(given)
  const told = sums.map(({ takenBy, cashMinor, transferMinor }) => [
    takenBy,
    cashMinor,
    transferMinor,
  ])
  expect(new Set(told)).toEqual(
    new Set([
      [one.id, 800n, 90n],
      [other.id, 70n, 0n],
    ]),
  )
  expect(await sheet(given, tomorrow)).toMatchObject([
    { takenBy: one.id, cashMinor: -300n, lines: [{ what: 'undone', amountMinor: -300n }] },
  ])
  expect(await sheet(given, day.subtract({ days: 1 }))).toEqual([])
  expect(await sheet(await aLender())).toEqual([])
})

test('a second person counts it; who, when and how much stay', async () => {
  const given = await aLender()
  const {
    people: [agent],
    second,
    of,
  } = given
  await enter(given, agent, { minor: 700n, now: at('12:00') })
  expect(await count(given, { staffId: agent.id })).toEqual({ refusal: 'same_person' })
  expect(await count(given, { seenEnteredMinor: 699n })).toEqual({ refusal: 'changed_since' })
  expect(await count(given, { countedMinor: 600n })).toEqual({ refusal: 'note_missing' })
  expect(await count(given, { currency: 'USD' })).toEqual({ refusal: 'nothing_taken' })
  expect(await countsOf(database(), of)).toEqual([])
  const first = await count(given, {})
  expect(first).toHaveProperty('countId')
  const again = { countedMinor: 600n, note: 'One is missing' }
  expect(await count(given, again)).toEqual({ refusal: 'changed_since' })
  const seenCountId = 'countId' in first ? first.countId : null
  expect(await count(given, { ...again, seenCountId })).toHaveProperty('countId')
  expect(await countsOf(database(), of)).toMatchObject([
    { takenBy: agent.id, enteredMinor: 700n, countedMinor: 700n, countedBy: `staff:${second.id}` },
    { enteredMinor: 700n, countedMinor: 600n, note: 'One is missing' },
  ])
})

test('what is entered after it was counted has to be counted again', async () => {
  const given = await aLender()
  const {
    people: [agent],
  } = given
  await enter(given, agent, { minor: 700n, now: at('12:00') })
  const first = await count(given, {})
  const seenCountId = 'countId' in first ? first.countId : null
  await enter(given, agent, { minor: 5n, now: at('12:01') })
  expect(await count(given, { seenCountId })).toEqual({ refusal: 'changed_since' })
  const all = { seenEnteredMinor: 705n, countedMinor: 705n, seenCountId }
  expect(await count(given, all)).toHaveProperty('countId')
})

test('sent three times at once, it is counted once', async () => {
  const given = await aLender()
  const {
    people: [agent, other],
    of,
  } = given
  await enter(given, agent, { minor: 700n, now: at('12:00') })
  await enter(given, other, { minor: 700n, now: at('12:00') })
  const sent = await Promise.all([1, 2, 3].map(() => count(given, {})))
  expect(sent.filter((one) => 'countId' in one)).toHaveLength(1)
  expect(await countsOf(database(), of)).toMatchObject([{ takenBy: agent.id }])
  expect(await count(given, { takenBy: other.id })).toHaveProperty('countId')
})
