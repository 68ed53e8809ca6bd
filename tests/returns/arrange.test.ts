import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { barToHandOver } from '#lib/returns/hand-over-bar.ts'
import { quotesOf } from '#lib/returns/quotes.ts'
import { tickCheck } from '#lib/returns/tick-check.ts'
import { arrangeReturn, scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { keptOpenAllYear } from '#tests/holds/given-open-days.ts'
import { dayFromNow, loanRow, open, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  arrange,
  asBorrower,
  asStaff,
  atFort,
  end,
  givenReturn,
  holdsOf,
  now,
  offer,
  returnPolicy,
  returnRow,
} from './given-return.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })
afterEach(() => expectLedgerToHold(database()))

const days = (count: number) => now().add({ hours: 24 * count })

function barOf({ loanId, lenderId }: GivenLoan) {
  return transaction(async (tx) => {
    const loan = { loanId, lender: await lenderById(tx, lenderId) }
    return barToHandOver(tx, loan, now())
  })
}

async function pay(loan: Parameters<typeof open>[0]) {
  await tell(intentNews('succeeded', await open(loan)))
}

describe('arranged', () => {
  test('the phone is held and opened through the days it may take, and the label is on its way', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { returnId } = await givenReturn(loan, 'arranged')
    const row = await returnRow(returnId)
    expect(row).toMatchObject({ state: 'arranged', handOver: 'drop_off', dropOffPoint: 'Fort' })
    expect(`${row.sendBy}`).toBe(dayFromNow(14))
    const [hold] = await holdsOf(loan)
    expect(hold).toMatchObject({ reason: 'return', causeId: returnId, endedAt: null })
    expect(`${hold?.untilAt}`).toBe(`${row.dataWindowUntil}`)
    const unlocks = await unlocksOf(loan)
    expect(unlocks).toHaveLength(1)
    expect(unlocks[0]).toMatchObject({ cause: 'return', causeId: returnId, intent: 'until' })
    expect(`${unlocks[0]?.relockAt}`).toBe(`${row.dataWindowUntil}`)
    expect(row.unlockId).toBe(unlocks[0]?.id)
    expect(await noticesOf(returnId)).toEqual(['return_arranged'])
  })

  test('by courier: the day, the slot and the address are kept', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    const on = Temporal.PlainDate.from(dayFromNow(3))
    await arrange(
      { loan, returnId },
      { kind: 'courier', on, slot: 'morning', address: '3 Lake Rd' },
    )
    expect(await returnRow(returnId)).toMatchObject({
      handOver: 'courier',
      courierSlot: 'morning',
      courierAddress: '3 Lake Rd',
    })
  })

  test('a quote that no longer fits is made anew and shown again, not accepted', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    await pay(loan)
    expect(await arrange({ loan, returnId })).toEqual({ refusal: 'quote_changed' })
    expect(await returnRow(returnId)).toMatchObject({ state: 'offered' })
    expect(await quotesOf(database(), returnId)).toHaveLength(2)
    expect(await arrange({ loan, returnId })).toMatchObject({ returnId })
  })

  test('after the quote’s last day it is made anew by the terms of that day', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    const later = days(16)
    expect(await arrange({ loan, returnId, now: later })).toEqual({ refusal: 'quote_changed' })
    const [newest] = await quotesOf(database(), returnId)
    expect(`${newest?.terms.asOn}`).toBe(dayFromNow(16))
  })

  test('who acts on an older version is told', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    const act = { ...(await asBorrower({ loan, returnId })), handOver: atFort }
    const both = await Promise.all([1, 2].map(() => transaction((tx) => arrangeReturn(tx, act))))
    expect(both.filter((answer) => 'refusal' in answer)).toEqual([{ refusal: 'changed' }])
    expect(await holdsOf(loan)).toHaveLength(1)
  })

  test('another’s return is not there', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    const act = { ...(await asBorrower({ loan, returnId })), handOver: atFort }
    for (const owner of [{ borrowerId: other.borrowerId }, { lenderId: randomUUID() }])
      expect(await transaction((tx) => arrangeReturn(tx, { ...act, owner }))).toEqual({
        refusal: 'not_found',
      })
  })

  test('a phone that was kept open for as many days as it can be: said before, and refused', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await barOf(loan)).toBeUndefined()
    await keptOpenAllYear(loan)
    expect(await barOf(loan)).toMatchObject({ name: 'open_days_used' })
    const returnId = await offer(loan)
    expect(await arrange({ loan, returnId })).toMatchObject({ refusal: 'open_days_used' })
  })

  test('arranged and not sent, twice: the third time a person arranges it', async () => {
    const loan = await givenLoan(lender, twoLate())
    for (let round = 0; round < 2; round += 1) {
      const { returnId } = await givenReturn(loan, 'arranged')
      await end({ loan, returnId }, 'withdrawn')
    }
    const said = await barOf(loan)
    expect(said).toMatchObject({ name: 'too_often' })
    expect(said?.againOn?.toString()).toBe(dayFromNow(90))
    expect(await arrange({ loan, returnId: await offer(loan) })).toEqual({ refusal: 'too_often' })
  })

  test('withdrawn: the hold ends, some days of warning begin, and the books are as before', async () => {
    const loan = await givenLoan(lender, twoLate())
    const before = await loanRow(loan)
    const { returnId } = await givenReturn(loan, 'arranged')
    await end({ loan, returnId }, 'withdrawn')
    expect(await returnRow(returnId)).toMatchObject({ state: 'withdrawn', nextActionAt: null })
    const holds = (await holdsOf(loan)).map(({ reason, endReason }) => `${reason} ${endReason}`)
    expect(holds.toSorted()).toEqual(['return withdrawn', 'warning null'])
    expect(await loanRow(loan)).toEqual(before)
  })

  test('the checklist is ticked one by one, and a tick can be taken away', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { returnId } = await givenReturn(loan, 'arranged')
    const tick = (item: 'backup' | 'mi_account', isDone: boolean) =>
      transaction(async (tx) =>
        tickCheck(tx, { ...(await asBorrower({ loan, returnId })), item, isDone }),
      )
    for (const isDone of [true, true, false, true]) await tick('backup', isDone)
    await tick('mi_account', true)
    const ticked = await database()
      .selectFrom('returnChecks')
      .select('item')
      .where('returnId', '=', returnId)
      .orderBy('item')
      .execute()
    expect(ticked).toEqual([{ item: 'backup' }, { item: 'mi_account' }])
  })
})

describe('scheduled by a person', () => {
  test('confirmed as it was chosen', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { returnId } = await givenReturn(loan, 'arranged')
    await transaction(async (tx) => scheduleReturn(tx, await asStaff({ loan, returnId })))
    const row = await returnRow(returnId)
    expect(row).toMatchObject({ scheduledBy: 'staff:someone', scheduleNote: null })
    expect(await holdsOf(loan)).toHaveLength(1)
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('moved with a reason that the borrower reads; a later day is held for', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { returnId } = await givenReturn(loan, 'arranged')
    const on = Temporal.PlainDate.from(dayFromNow(20))
    const handOver = { kind: 'courier', on, slot: 'morning', address: '3 Lake Rd' } as const
    const moved = { handOver, reason: 'The counter is closed.' }
    await transaction(async (tx) =>
      scheduleReturn(tx, { ...(await asStaff({ loan, returnId })), moved }),
    )
    const row = await returnRow(returnId)
    expect(row).toMatchObject({ handOver: 'courier', scheduleNote: 'The counter is closed.' })
    expect(`${row.sendBy}`).toBe(dayFromNow(20))
    const holds = await holdsOf(loan)
    expect(holds.map(({ endReason }) => endReason)).toEqual(['replaced', null])
    expect(`${holds[1]?.untilAt}`).toBe(`${row.dataWindowUntil}`)
  })

  test('never moved without a reason', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { returnId } = await givenReturn(loan, 'arranged')
    const moved = { handOver: atFort, reason: '  ' }
    expect(
      await transaction(async (tx) =>
        scheduleReturn(tx, { ...(await asStaff({ loan, returnId })), moved }),
      ),
    ).toEqual({ refusal: 'reason_missing' })
  })
})
