import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { phonesOf } from '#lib/loans/queries.ts'
import { promiseEligibility, promiseOf } from '#lib/promises/queries.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'
import { clockAt } from '#tests/domain/given-balance.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { noticesOf } from '#tests/support/world.ts'
import { holdOf, pay, promise, promised, promiseRow } from './given-promise.ts'

await freshDatabase()
const lender = await givenLender()
const day = (days: number) => Temporal.PlainDate.from(dayFromNow(days))

describe('a promise is refused by name', () => {
  test('where the lender takes none, and when nothing is overdue', async () => {
    const other = await givenLender({ policy: { promise: { ...terms, offered: false } } })
    expect(await promise(await givenLoan(other, twoLate()))).toEqual({ refusal: 'not_offered' })
    const current = await givenLoan(lender, [[dayFromNow(10), 500_000n]])
    expect(await promise(current, { amountMinor: 1n })).toEqual({ refusal: 'nothing_overdue' })
  })

  test('when what is overdue is not what was seen', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await promise(loan, { seenArrearsMinor: 1n })).toEqual({ refusal: 'changed_since' })
  })

  test('a day or an amount outside the limits, with the limit', async () => {
    const loan = await givenLoan(lender, twoLate())
    const early = await promise(loan, { dueOn: day(0) })
    expect(early).toMatchObject({ refusal: 'too_early' })
    expect('limitOn' in early && early.limitOn.toString()).toBe(dayFromNow(1))
    const late = await promise(loan, { dueOn: day(15) })
    expect('limitOn' in late && late.limitOn.toString()).toBe(dayFromNow(14))
    expect(await promise(loan, { amountMinor: 461_249n })).toEqual({
      refusal: 'below_minimum',
      limitMinor: 461_250n,
    })
    expect(await promise(loan, { amountMinor: 1_845_001n })).toEqual({
      refusal: 'above_maximum',
      limitMinor: 1_845_000n,
    })
  })

  test('another beside an open one; the same again is the same', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    expect(await promise(loan)).toMatchObject({ promiseId, isNew: false })
    expect(await promise(loan, { dueOn: day(3) })).toEqual({ refusal: 'one_open', promiseId })
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
  })

  test('two at the same moment are one', async () => {
    const loan = await givenLoan(lender, twoLate())
    const answers = await Promise.all([
      promise(loan),
      promise(loan),
      promise(loan, { dueOn: day(2) }),
    ])
    const made = answers.filter((answer) => 'isNew' in answer && answer.isNew)
    expect(made).toHaveLength(1)
  })

  test('more than the policy takes in 90 days, taken back or not, with the day of the next', async () => {
    const loan = await givenLoan(lender, twoLate())
    for (let count = 0; count < 2; count += 1) {
      const { promiseId } = await promised(loan)
      await withdraw(promiseId, loan.borrowerId)
    }
    const third = await promise(loan)
    expect(third).toMatchObject({ refusal: 'too_many' })
    expect('againOn' in third && third.againOn.toString()).toBe(dayFromNow(90))
    const later = Temporal.Now.instant().add({ hours: 90 * 24 })
    expect(await promised(loan, { now: later })).toMatchObject({ isNew: true })
  })
})

const terms = { mostDays: 14, minimumPercent: 25, mostInNinetyDays: 2, remindDaysBefore: 2 }

function withdraw(promiseId: string, borrowerId: string): Promise<boolean> {
  const now = Temporal.Now.instant()
  return transaction((tx) => takeBackPromise(tx, { promiseId, borrowerId, now }))
}

describe('a promise that is made', () => {
  test('holds the phone through its day, opens it, is told and written in the audit log', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId, endsAt } = await promised(loan, { dueOn: day(5), amountMinor: 500_000n })
    expect(endsAt.toString()).toBe(day(6).toZonedDateTime('Asia/Colombo').toInstant().toString())
    const hold = await holdOf(promiseId)
    expect(hold).toMatchObject({ loanId: loan.loanId, endedAt: null })
    expect(hold.untilAt.equals(endsAt)).toBe(true)
    const unlock = await database()
      .selectFrom('unlocks')
      .select(['cause', 'intent', 'relockAt'])
      .where('deviceId', '=', loan.deviceId)
      .executeTakeFirstOrThrow()
    expect(unlock).toMatchObject({ cause: 'hold', intent: 'until' })
    expect(unlock.relockAt?.equals(endsAt)).toBe(true)
    const lines = await database()
      .selectFrom('auditLog')
      .select(['actor', 'action'])
      .where('subjectId', '=', promiseId)
      .execute()
    expect(lines).toEqual([{ actor: `borrower:${loan.borrowerId}`, action: 'promise.made' }])
  })

  test('is found by its borrower, and by nobody else', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    expect((await promiseOf(database(), loan.borrowerId, promiseId))?.id).toBe(promiseId)
    expect(await promiseOf(database(), other.borrowerId, promiseId)).toBeUndefined()
    expect(await promiseOf(database(), loan.borrowerId, 'nonsense')).toBeUndefined()
    expect(await withdraw(promiseId, other.borrowerId)).toBe(false)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open' })
    const [phone] = await phonesOf(database(), loan.borrowerId)
    expect(phone?.promise?.id).toBe(promiseId)
    const [others] = await phonesOf(database(), other.borrowerId)
    expect(others?.promise).toBeUndefined()
  })

  test('taken back ends its hold once; it still counts', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    expect(await withdraw(promiseId, loan.borrowerId)).toBe(true)
    expect(await withdraw(promiseId, loan.borrowerId)).toBe(false)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'withdrawn', paidMinor: null })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'withdrawn' })
    await promised(loan)
    const clock = clockAt(Temporal.Now.instant().toString())
    expect((await promiseEligibility(database(), loan.loanId, clock)).can).toBe('see_open')
  })

  test('kept leaves room for the next one', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan, { amountMinor: 500_000n })
    await pay(loan, 500_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept' })
    expect(await promised(loan)).toMatchObject({ isNew: true })
  })
})
