import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'
import { cashLines, sumsOf } from '#lib/payments/cash/cash-day.ts'
import { type Count, countCash, countsOf } from '#lib/payments/cash/count-cash.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { cashByStaff, reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { payOutByStaff } from '#lib/workflows/refunds/pay-out-by-staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
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

async function aLender(refundAloneMinor: Record<string, string> = { LKR: '9000000' }) {
  const lender = await givenLender({
    policy: { desk: deskRules({ cashAloneMinor, refundAloneMinor }) },
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
      countId: randomUUID(),
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
  const told = sums.map(({ takenBy, cash, transfers }) => [
    takenBy,
    cash?.balanceMinor,
    transfers?.balanceMinor,
  ])
  expect(new Set(told)).toEqual(
    new Set([
      [one.id, 800n, 90n],
      [other.id, 70n, undefined],
    ]),
  )
  expect(await sheet(given, tomorrow)).toMatchObject([
    {
      takenBy: one.id,
      cash: { inMinor: 0n, undoneMinor: 300n, outMinor: 0n, balanceMinor: -300n },
      lines: [
        {
          what: 'undone',
          amountMinor: -300n,
          at: at('00:00', tomorrow),
          undoneByName: one.name,
          note: 'Twice',
        },
      ],
    },
  ])
  expect(await sheet(given, day.subtract({ days: 1 }))).toEqual([])
  expect(await sheet(await aLender())).toEqual([])
})

async function agree(asked: object, { id: staffId, lenderId }: GivenStaff) {
  if (!('approvalId' in asked)) throw new Error('nobody was asked')
  const word = { approvalId: String(asked.approvalId), lenderId, staffId, note: null }
  const now = Temporal.Now.instant()
  expect(
    await transaction((tx) => decideAsked(tx, { ...word, decision: 'approved', now })),
  ).toEqual({ outcome: 'done' })
}

test('an entry undone by two names who agreed to undoing it, not to taking it', async () => {
  const given = await aLender({})
  const {
    people: [one],
    second,
    lender,
    loan,
  } = given
  const other = await givenStaff(lender, 'approver')
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const paymentId = randomUUID()
  const by = { lenderId: lender.id, paymentId, currency: 'LKR', note: 'Why', staffId: one.id }
  const taking = await transaction((tx) =>
    cashByStaff(tx, {
      ...by,
      loanId: loan.loanId,
      amountMinor: seenOutstandingMinor,
      method: 'cash',
      officeReceipt: 'R-1',
      locale: 'en',
      seenOutstandingMinor,
      takenOn: day,
      now: Temporal.Now.instant(),
    }),
  )
  await agree(taking, second)
  const undoing = await transaction((tx) =>
    reverseByStaff(tx, {
      ...by,
      amountMinor: seenOutstandingMinor,
      now: Temporal.Now.instant(),
    }),
  )
  await agree(undoing, other)
  const [mine] = await sheet(given)
  expect(mine?.cash).toMatchObject({ outMinor: 0n, balanceMinor: 0n })
  const named = mine?.lines.map((line) => [line.what, line.agreedByName, line.undoneByName])
  expect(named).toEqual([
    ['taken', second.name, null],
    ['undone', other.name, one.name],
  ])
})

test('credit given back goes out of the cash of whoever gave it, and the balance is what is counted', async () => {
  const given = await aLender()
  const {
    people: [one, other],
    loan,
    of,
  } = given
  await enter(given, one, { minor: 500n, now: at('12:00') })
  const credit = await givenLoan(given.lender, twoLate())
  await givenCredit(credit.loanId, 500n)
  const give = (
    staffId: string,
    amountMinor: bigint,
    seenCreditMinor: bigint,
    method: CashMethod,
  ) =>
    transaction((tx) =>
      payOutByStaff(tx, {
        lenderId: of.lenderId,
        loanId: credit.loanId,
        payoutId: randomUUID(),
        amountMinor,
        method,
        paidOn: day,
        seenCreditMinor,
        note: 'To her',
        staffId,
        currency: 'LKR',
        now: at('13:00'),
      }),
    )
  await give(one.id, 200n, 500n, 'cash')
  await give(one.id, 50n, 300n, 'bank_transfer')
  await give(other.id, 30n, 250n, 'cash')
  const sums = await sheet(given)
  const mine = sums.find(({ takenBy }) => takenBy === one.id)
  expect(mine).toMatchObject({
    cash: { inMinor: 500n, outMinor: 200n, balanceMinor: 300n },
    transfers: { inMinor: 0n, outMinor: 50n, balanceMinor: -50n },
  })
  expect(mine?.lines.map(({ what, loanId, note }) => [what, loanId, note])).toEqual(
    expect.arrayContaining([
      ['taken', loan.loanId, ''],
      ['paid_out', credit.loanId, 'To her'],
    ]),
  )
  expect(sums.find(({ takenBy }) => takenBy === other.id)).toMatchObject({
    cash: { balanceMinor: -30n },
  })
  expect(await sheet(await aLender())).toEqual([])
  const counted = { seenEnteredMinor: 300n, countedMinor: 300n }
  expect(await count(given, { ...counted, seenEnteredMinor: 500n })).toEqual({
    refusal: 'changed_since',
  })
  expect(await count(given, counted)).toEqual({ outcome: 'counted' })
  const short = { takenBy: other.id, seenEnteredMinor: -30n, countedMinor: 0n }
  expect(await count(given, short)).toEqual({ refusal: 'note_missing' })
  expect(await count(given, { ...short, note: 'From the safe' })).toEqual({ outcome: 'counted' })
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
  const countId = randomUUID()
  expect(await count(given, { countId })).toEqual({ outcome: 'counted' })
  expect(await count(given, { countId })).toEqual({ outcome: 'already_counted' })
  const again = { countedMinor: 600n, note: 'One is missing' }
  expect(await count(given, again)).toEqual({ refusal: 'changed_since' })
  expect(await count(given, { ...again, seenCountId: countId })).toEqual({ outcome: 'counted' })
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
  const seenCountId = randomUUID()
  await count(given, { countId: seenCountId })
  await enter(given, agent, { minor: 5n, now: at('12:01') })
  expect(await count(given, { seenCountId })).toEqual({ refusal: 'changed_since' })
  const all = { seenEnteredMinor: 705n, countedMinor: 705n, seenCountId }
  expect(await count(given, all)).toEqual({ outcome: 'counted' })
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
  expect(sent.filter((one) => 'outcome' in one)).toHaveLength(1)
  expect(await countsOf(database(), of)).toMatchObject([{ takenBy: agent.id }])
  expect(await count(given, { takenBy: other.id })).toEqual({ outcome: 'counted' })
})
