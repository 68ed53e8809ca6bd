import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endHolds } from '#lib/workflows/holds/end-holds.ts'
import { endStaffHold, placeStaffHold } from '#lib/workflows/holds/staff-hold.ts'
import { hold, holdRow, inDays } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { newestUnlock } from '#tests/support/world.ts'
import { givenRounds, later } from '#tests/workflows/promises/given-rounds.ts'

const { givenPhone, lender } = await givenRounds()

describe('what staff place', () => {
  const wish = { lenderId: lender.id, note: 'Letter of 3 November', by: 'staff:test' }
  const day = (days: number) => Temporal.PlainDate.from(dayFromNow(days))
  const place = (loanId: string, values: object = {}) =>
    transaction((tx) =>
      placeStaffHold(tx, {
        ...wish,
        loanId,
        reason: 'breathing_space',
        lastDay: day(60),
        now: later(0),
        ...values,
      }),
    )

  test('lasts through its last day, and opens the phone', async () => {
    const loan = await givenPhone(lender, twoLate())
    const placed = await place(loan.loanId)
    if ('refusal' in placed) throw new Error(placed.refusal)
    expect(placed.until.toZonedDateTimeISO('Asia/Colombo').toPlainDate()).toEqual(day(61))
    expect(await holdRow(placed.holdId)).toMatchObject({ note: wish.note, placedBy: 'staff:test' })
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'hold' })
  })

  test.for([
    ['breathing_space', 60],
    ['bereavement', 60],
    ['staff', 30],
  ] as const)('%s is at most what the policy says', async ([reason, longestDays]) => {
    const { loanId } = await givenLoan(lender, twoLate())
    const refused = await place(loanId, { reason, lastDay: day(longestDays + 1) })
    expect(refused).toMatchObject({ refusal: 'too_long', since: undefined, longestDays })
    expect(`${'lastDay' in refused && refused.lastDay}`).toBe(`${day(longestDays)}`)
    expect(await place(loanId, { reason, lastDay: day(longestDays) })).toHaveProperty('holdId')
  })

  test('is not made longer day by day: its days count from the first', async () => {
    const { loanId } = await givenLoan(lender, twoLate())
    const tryOn = async (today: number, lastDay: number) => {
      const wish = { reason: 'staff', now: inDays(today), lastDay: day(lastDay) }
      const placed = await place(loanId, wish)
      return 'lastDay' in placed ? `${placed.since} to ${placed.lastDay}` : 'holdId' in placed
    }
    for (const [today, lastDay] of [
      [0, 5],
      [5, 25],
      [25, 30],
    ] as const)
      expect(await tryOn(today, lastDay)).toBe(true)
    expect(await tryOn(26, 31)).toBe(`${day(0)} to ${day(30)}`)
    // Over with its last day, it does not begin anew on the next; after a day without it, it may.
    await endHolds(inDays(31))
    expect(await tryOn(31, 31)).toBe(`${day(0)} to ${day(30)}`)
    expect(await tryOn(32, 62)).toBe(true)
  })

  test('not on a phone whose lock was removed for good: it would change nothing', async () => {
    const released = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    await database()
      .updateTable('devices')
      .set({ lockState: 'released' })
      .where('id', '=', released.deviceId)
      .execute()
    expect(await place(released.loanId)).toEqual({ refusal: 'released' })
    expect(await place(other.loanId)).toHaveProperty('holdId')
  })

  test('not in the past, not on another lender’s loan', async () => {
    const { loanId } = await givenLoan(lender, twoLate())
    const theirs = await givenLoan(await givenLender(), twoLate())
    expect(await place(loanId, { lastDay: day(-1) })).toEqual({ refusal: 'in_the_past' })
    expect(await place(theirs.loanId)).toEqual({ refusal: 'not_found' })
  })

  test('is one of a kind on a loan, and ended early by its own lender and on its own loan only', async () => {
    const { loanId } = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const stranger = await givenLoan(await givenLender(), twoLate())
    const first = await place(loanId, { lastDay: day(10) })
    const second = await place(loanId, { lastDay: day(20) })
    if ('refusal' in first || 'refusal' in second) throw new Error('refused')
    expect(await holdRow(first.holdId)).toMatchObject({ endReason: 'replaced' })
    const { holdId } = second
    const end = (on: { lenderId: string; loanId: string }) => {
      const { lenderId, loanId } = on
      const ending = { lenderId, loanId, holdId, by: 'staff:test', now: later(0) }
      return transaction((tx) => endStaffHold(tx, ending))
    }
    const own = { lenderId: lender.id, loanId }
    for (const one of [other, stranger, { ...own, lenderId: stranger.lenderId }])
      expect(await end(one)).toEqual({ refusal: 'missing' })
    expect(await holdRow(holdId)).toMatchObject({ endedAt: null })
    expect(await end(own)).toEqual({ outcome: 'ended' })
    expect(await end(own)).toEqual({ outcome: 'ended_before' })
    expect(await holdRow(second.holdId)).toMatchObject({ endReason: 'staff' })
  })

  test('what comes from a promise is not theirs to end here', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { lenderId, loanId } = loan
    const { holdId } = await hold(loan)
    const ending = { lenderId, loanId, holdId, by: 'staff:test', now: later(0) }
    const ended = await transaction((tx) => endStaffHold(tx, ending))
    expect(ended).toEqual({ refusal: 'missing' })
  })
})
