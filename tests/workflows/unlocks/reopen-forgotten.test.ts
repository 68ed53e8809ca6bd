import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { open, paid, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { givenRounds, later, upToDate } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, givenPhone, lender } = await givenRounds()

/** The phone says at another moment what it said before. */
function saysItAgain({ deviceId }: GivenLoan, lockStateAt: Temporal.Instant) {
  return database().updateTable('devices').set({ lockStateAt }).where('id', '=', deviceId).execute()
}

describe('locked although the books say open', () => {
  test('gets a new unlock by itself, and opens', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'until' })
  })

  test('paid off but not released is released', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await drain()
    await untilUnlock(loan, 'confirmed')
    await database()
      .updateTable('devices')
      .set({ lockState: 'locked' })
      .where('id', '=', loan.deviceId)
      .execute()
    await reconcile(later(1))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'release' })
  })

  test('locked again after it was open: noted, and opened again', async () => {
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const first = await newestUnlock(loan)
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(1))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).not.toMatchObject({ id: first.id })
    expect(loan.phone().locked).toBe(false)
  })

  test('locked before the time that a part payment bought: opens until that time, not longer', async () => {
    const loan = await givenPhone(lender, twoLate())
    await tell(intentNews('succeeded', await open(loan, { choice: 'installment' })))
    await drain()
    await untilUnlock(loan, 'confirmed')
    const { relockAt } = await newestUnlock(loan)
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(1))
    await drain()
    await untilUnlock(loan, 'confirmed')
    const again = await newestUnlock(loan)
    expect(again).toMatchObject({ cause: 'reconciler', intent: 'until' })
    expect(`${again.relockAt}`).toBe(`${relockAt}`)
    expect(loan.phone().locked).toBe(false)
  })

  test('the same evidence asks once, also when that came to nothing', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    const { id } = await newestUnlock(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('id', '=', id)
      .execute()
    for (const minutes of [1, 2, 3]) await reconcile(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('what a payment asked and did not get is not asked again before the phone says more', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('deviceId', '=', loan.deviceId)
      .execute()
    await saysItAgain(loan, later(-5))
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
    await saysItAgain(loan, later(5))
    await reconcile(later(6))
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('new evidence asks anew', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    const { id } = await newestUnlock(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('id', '=', id)
      .execute()
    await saysItAgain(loan, later(5))
    await reconcile(later(6))
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('a refusal is left to its person; but one long mended stands in nobody’s way', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
    await mdm.sandbox.turn('mdm.api', 'normal')
    await tell(intentNews('succeeded', await open(loan, { choice: 'arrears_and_next' })))
    await drain()
    await untilUnlock(loan, 'confirmed')
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(2))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler' })
  })

  test.for(['locked', 'unlocked', 'unknown', 'released'] as const)(
    'who is really overdue gets nothing (%s)',
    async (lockState) => {
      const loan = await givenPhone(lender, twoLate(), { lockState })
      await reconcile(later(1))
      expect(await unlocksOf(loan)).toEqual([])
    },
  )

  test.for(['unlocked', 'unknown', 'released', 'not_enrolled'] as const)(
    'a phone that does not say “locked” gets nothing (%s)',
    async (lockState) => {
      const loan = await givenPhone(lender, upToDate, { lockState })
      await reconcile(later(1))
      expect(await unlocksOf(loan)).toEqual([])
    },
  )
})
