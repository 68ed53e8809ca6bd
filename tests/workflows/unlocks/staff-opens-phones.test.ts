import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import { fewestDays, unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { drain, type GivenPhone, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { deviceRow } from '#tests/unlocks/given-unlock.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'

const { lenderId, agent, aPhone, cash, decide } = await givenStaffActs()

describe('the lock removed for good', () => {
  function release(loan: GivenLoan, seenOutstandingMinor: bigint, writesOff = false) {
    return transaction((tx) =>
      releaseByStaff(tx, {
        lenderId,
        loanId: loan.loanId,
        seenOutstandingMinor,
        writesOff,
        reason: 'Agreed',
        staffId: agent.id,
        token: randomUUID(),
        now: Temporal.Now.instant(),
      }),
    )
  }

  async function agreed(loan: GivenPhone, writesOff: boolean) {
    const { outstandingMinor } = await loanRow(loan)
    const asked = await release(loan, outstandingMinor, writesOff)
    if (!('approvalId' in asked)) throw new Error('nobody was asked')
    expect(loan.phone().locked).toBe(true)
    expect(await decide(asked.approvalId)).toEqual({ outcome: 'done' })
    await drain()
    await untilUnlock(loan, 'confirmed')
  }

  test('by two people, the books as they are', async () => {
    const loan = await aPhone()
    await agreed(loan, false)
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'release', cause: 'staff' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })

  test('by two people, what is owed let go', async () => {
    const loan = await aPhone()
    await agreed(loan, true)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('what is let go of is not paid in the schedule, and what was paid is', async () => {
    const states = async ({ borrowerId, deviceId }: GivenLoan) => {
      const phone = await phoneOf(database(), borrowerId, deviceId)
      if (!phone) throw new Error('the phone is not there')
      const { timeZone } = await lenderById(database(), lenderId)
      const { arrears } = phoneStatus(phone, { timeZone, now: Temporal.Now.instant() })
      return arrears.installments.map(({ state }) => state)
    }
    const loan = await aPhone()
    await cash(loan, 922_500n)
    const before = await states(loan)
    expect(before.filter((state) => state === 'paid')).toHaveLength(1)
    await agreed(loan, true)
    expect(await states(loan)).toEqual(
      before.map((state) => (state === 'paid' ? 'paid' : 'waived')),
    )
  })

  test('by one, when nothing is owed', async () => {
    const loan = await aPhone()
    await database().deleteFrom('unlocks').where('loanId', '=', loan.loanId).execute()
    await cash(loan, 3_690_000n)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const { lockState } = await database()
      .selectFrom('devices')
      .select('lockState')
      .where('id', '=', loan.deviceId)
      .executeTakeFirstOrThrow()
    expect(lockState).toBe('released')
    expect(await release(loan, 0n)).toEqual({ refusal: 'already_released' })
  })

  test('not when more is owed than was seen', async () => {
    expect(await release(await aPhone(), 5n)).toEqual({ refusal: 'changed_since' })
  })
})

describe('a phone opened for some days', () => {
  function openFor(loan: GivenLoan, days: number, token: string = randomUUID()) {
    return transaction((tx) =>
      unlockByStaff(tx, {
        lenderId,
        loanId: loan.loanId,
        days,
        reason: 'At the hospital',
        token,
        staffId: agent.id,
        now: Temporal.Now.instant(),
      }),
    )
  }

  test('opens until the lender’s hour of that day; the books stay', async () => {
    const loan = await aPhone()
    const asked = await openFor(loan, 3, loan.deviceId)
    const again = await openFor(loan, 3, loan.deviceId)
    expect(again).toEqual(asked)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'until', cause: 'staff' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    expect(await openFor(loan, 1)).toMatchObject({ refusal: 'open_as_long' })
    expect(await openFor(loan, 3, loan.deviceId)).toEqual(asked)
    const given = await database()
      .selectFrom('auditLog')
      .select('id')
      .where('action', '=', 'unlock.given_by_staff')
      .where('subjectId', '=', 'unlockId' in asked ? asked.unlockId : '')
      .execute()
    expect(given).toHaveLength(1)
    expect(await openFor(loan, 3)).toMatchObject({ refusal: 'open_as_long' })
    // As the page says it before anything is typed.
    const { policy, timeZone } = await lenderById(database(), lenderId)
    const clock = { policy, timeZone, now: Temporal.Now.instant() }
    expect(fewestDays(await deviceRow(loan), clock)).toBe(4)
    expect(fewestDays(await deviceRow(await aPhone()), clock)).toBe(1)
    expect(fewestDays({ lockState: 'unlocked', relockAt: null }, clock)).toBeUndefined()
  })

  test('for no longer than the lender lets one person', async () => {
    expect(await openFor(await aPhone(), 8)).toEqual({ refusal: 'too_long', mostDays: 7 })
  })
})
