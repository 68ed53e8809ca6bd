import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { isLive } from '#lib/domain/lock/unlock.ts'
import type { UnlockRequest } from '#lib/unlocks/create-unlock.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { reopenForgotten } from '#lib/workflows/unlocks/reopen-forgotten.ts'
import { awaitFirstPayment } from '#tests/db/given-lock.ts'
import { dayFromNow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { newestUnlock } from '#tests/support/world.ts'
import { agreedRelease, inState, request, says } from '#tests/unlocks/given-unlock.ts'
import { later, upToDate } from '#tests/workflows/promises/given-rounds.ts'

await freshDatabase()
const lender = await givenLender()
const until = later(24 * 60 * 5).round('second')

function saysLocked(loan: GivenLoan, observedAt: Temporal.Instant) {
  return says(loan, { actual: 'locked', observedAt })
}

/** A phone that is overdue and was opened until a time all the same, and then locked. */
async function givenBought(wish: Partial<UnlockRequest> = {}) {
  const loan = await givenLoan(lender, twoLate())
  const intent = { kind: 'until', relockAt: until } as const
  const { unlockId } = await request(loan, { intent, now: later(-60), ...wish })
  await inState(unlockId, 'accepted')
  await says(loan, { relockAt: until, observedAt: later(-50) })
  await saysLocked(loan, later(-1))
  return loan
}

describe('locked before the time that was bought', () => {
  test.for(['payment', 'staff', 'plan'] as const)('by %s: opens until then', async (cause) => {
    const loan = await givenBought({ cause })
    await reopenForgotten(later(0))
    const { relockAt, ...unlock } = await newestUnlock(loan)
    expect(unlock).toMatchObject({ cause: 'reconciler', state: 'requested', intent: 'until' })
    expect(`${relockAt}`).toBe(`${until}`)
  })

  test.for(['hold', 'return'] as const)(
    'what only a %s asked for was bought by nobody',
    async (cause) => {
      const loan = await givenBought({ cause })
      await reconcile(later(0))
      expect(await unlocksOf(loan)).toHaveLength(1)
    },
  )

  test('asks once for the same news, and once more for news after that came to nothing', async () => {
    const loan = await givenBought()
    for (const minutes of [0, 1, 2]) await reconcile(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(2)
    await inState((await newestUnlock(loan)).id, 'expired')
    for (const minutes of [3, 4]) await reconcile(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(2)
    await saysLocked(loan, later(5))
    for (const minutes of [6, 7]) await reconcile(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(3)
  })

  test('what nobody could open is left to a person, whatever it says next', async () => {
    const loan = await givenBought()
    await reconcile(later(0))
    await inState((await newestUnlock(loan)).id, 'rejected')
    for (const minutes of [5, 10, 15]) {
      await saysLocked(loan, later(minutes))
      await reconcile(later(minutes + 1))
    }
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test.for([
    [-30, 2],
    [-5, 1],
    [-1, 1],
    [0, 1],
    [1, 1],
    [30, 1],
  ] as const)('%i minutes from its end: no fight about the lock', async ([minutes, asked]) => {
    const loan = await givenBought()
    const now = until.add({ minutes })
    await saysLocked(loan, now.subtract({ seconds: 20 }))
    await reopenForgotten(now)
    expect(await unlocksOf(loan)).toHaveLength(asked)
  })

  test('an unlock for a time that has passed is not waited for, and there is one at a time', async () => {
    const loan = await givenBought()
    const passed = { kind: 'until', relockAt: later(-1) } as const
    const { unlockId } = await request(loan, { intent: passed, cause: 'hold', now: later(-40) })
    await inState(unlockId, 'accepted')
    await reopenForgotten(later(0))
    const unlocks = await unlocksOf(loan)
    expect(unlocks.filter(({ state }) => isLive(state))).toMatchObject([{ cause: 'reconciler' }])
    expect(unlocks.find(({ id }) => id === unlockId)).toMatchObject({ state: 'superseded' })
  })
})

describe('locked, and', () => {
  test('within the days of grace: open until they end', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(-1), 500_000n]])
    await reopenForgotten(later(0))
    const end = (await newestUnlock(loan)).relockAt?.toZonedDateTimeISO('Asia/Colombo')
    expect([`${end?.toPlainDate()}`, end?.hour]).toEqual([dayFromNow(2), 18])
  })

  test('within them, and locked before, for what has been paid since: open until they end, too', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(-1), 500_000n]])
    const bystander = await givenLoan(lender, [[dayFromNow(-9), 500_000n]])
    for (const one of [loan, bystander]) await saysLocked(one, later(-24 * 60 * 9))
    await reopenForgotten(later(0))
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'reconciler', intent: 'until' }])
    expect(await unlocksOf(bystander)).toEqual([])
  })

  test('released by people: released again', async () => {
    const loan = await givenLoan(lender, twoLate())
    const alone = await givenLoan(lender, twoLate())
    const intent = { kind: 'release' } as const
    const causeId = await agreedRelease(loan)
    const now = later(-60)
    await inState(
      (await request(loan, { intent, cause: 'staff', causeId, now })).unlockId,
      'confirmed',
    )
    await inState((await request(alone, { intent, cause: 'staff', now })).unlockId, 'confirmed')
    await reopenForgotten(later(0))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'release' })
    // One of them could do so only while nothing was owed.
    expect(await newestUnlock(alone)).toMatchObject({ cause: 'staff' })
  })

  test('owing nothing by the lender’s own book: open, but not for good', async () => {
    const loan = await givenLoan(lender, upToDate)
    const outstandingMinor = 0n
    const loans = database().updateTable('loans').set({ outstandingMinor })
    await loans.where('id', '=', loan.loanId).execute()
    await reopenForgotten(later(0))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'indefinite' })
  })

  test('waiting for the first payment of its plan: it waits', async () => {
    const loan = await givenLoan(lender, upToDate)
    await awaitFirstPayment(loan)
    await reconcile(later(0))
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('handed back: the lender’s own', async () => {
    const loan = await givenBought()
    const devices = database()
      .updateTable('devices')
      .set({ handedBackAt: later(-1) })
    await devices.where('id', '=', loan.deviceId).execute()
    await reopenForgotten(later(0))
    expect(await unlocksOf(loan)).toHaveLength(1)
  })
})
