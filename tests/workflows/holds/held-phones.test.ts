import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { requestHeldUnlocks } from '#lib/workflows/holds/request-held-unlocks.ts'
import { hold, holdRow, inDays } from '#tests/holds/given-hold.ts'
import { casesOf, open, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { givenRounds, later } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, connect, givenPhone, lender } = await givenRounds()

function believe(deviceId: string, values: object) {
  return database().updateTable('devices').set(values).where('id', '=', deviceId).execute()
}

describe('a held phone', () => {
  test('that is locked opens until the hold ends', async () => {
    const loan = await givenPhone(lender, twoLate())
    const until = inDays(5).round('second')
    await hold(loan, { until })
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ cause: 'hold', intent: 'until' })
    expect(unlock.relockAt?.epochMilliseconds).toBe(until.epochMilliseconds)
  })

  test('that is open for long enough is asked nothing', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    await believe(loan.deviceId, { relockAt: inDays(9) })
    await hold(loan, { until: inDays(5) })
    await requestHeldUnlocks(later(1))
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('that is locked again is opened by the next sweep, and once only for the same news', async () => {
    const loan = await givenPhone(lender, twoLate())
    await hold(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    for (const minutes of [1, 2, 3]) await requestHeldUnlocks(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(2)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
  })

  test('that locks minutes before the hold ends is left alone: its clock is not ours', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    const until = inDays(5)
    await hold(loan, { until })
    await believe(loan.deviceId, {
      lockState: 'locked',
      lockStateAt: until.subtract({ minutes: 4 }),
    })
    await requestHeldUnlocks(until.subtract({ minutes: 3 }))
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('that would lock before the hold ends is asked to stay open longer', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    await believe(loan.deviceId, { relockAt: inDays(9), lockStateAt: later(0) })
    await hold(loan, { until: inDays(5) })
    await believe(loan.deviceId, { relockAt: inDays(2) })
    await requestHeldUnlocks(later(1))
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'hold', intent: 'until' }])
  })

  test('keeps the longer time when a payment opens it for less', async () => {
    const loan = await givenPhone(lender, twoLate())
    await hold(loan, { until: inDays(60) })
    await tell(intentNews('succeeded', await open(loan, { choice: 'installment' })))
    const [held, paid] = await unlocksOf(loan)
    expect(held).toMatchObject({ cause: 'hold', state: 'requested' })
    // What it bought is kept, for the day on which the hold ends.
    expect(paid).toMatchObject({ cause: 'payment', state: 'superseded', supersededBy: held?.id })
  })

  test('of a lender that locks by its own command opens without a date', async () => {
    const own = await givenLender({ policy: { relock: 'by_lender' } })
    await connect(own)
    const loan = await givenPhone(own, twoLate())
    await hold(loan)
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'indefinite', relockAt: null })
  })

  test('whose hold has ended is left to the books', async () => {
    const loan = await givenPhone(lender, twoLate())
    const causeId = randomUUID()
    await hold(loan, { causeId })
    await drain()
    await untilUnlock(loan, 'confirmed')
    const ending = { causeId, endedBy: 'keyturn', now: later(0) } as const
    await transaction((tx) => liftHold(tx, { ...ending, reason: 'promise', endReason: 'broken' }))
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('that only a person can open has one case, however often it is swept', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await hold(loan)
    await drain()
    for (const minutes of [1, 2, 3]) await requestHeldUnlocks(later(minutes))
    await drain()
    expect(await unlocksOf(loan)).toHaveLength(1)
    expect(await casesOf(loan)).toEqual(['manual_unlock'])
  })

  test.for(['released', 'not_enrolled'] as const)('%s is asked nothing', async (lockState) => {
    const loan = await givenPhone(lender, twoLate(), { lockState })
    await hold(loan)
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toEqual([])
  })
})

test('the reconciler ends what is over', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { holdId } = await hold(loan, { until: inDays(1) })
  await reconcile(inDays(1).add({ minutes: 1 }))
  expect(await holdRow(holdId)).toMatchObject({ endReason: 'over', endedBy: 'keyturn' })
})
