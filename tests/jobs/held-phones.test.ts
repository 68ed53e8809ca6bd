import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { outagesOf } from '#lib/holds/register.ts'
import { letGo } from '#lib/jobs/hold-phone.ts'
import { openHeldPhones } from '#lib/jobs/open-held-phones.ts'
import { beginOutage, endOutage } from '#lib/jobs/outage.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { endStaffHold, placeStaffHold } from '#lib/jobs/staff-hold.ts'
import { hold, holdRow, inDays } from '#tests/holds/given-hold.ts'
import { casesOf, dayFromNow, open, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, newestUnlock, startWorld, untilUnlock } from '#tests/support/world.ts'

await freshDatabase()
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender)
beforeEach(async () => {
  await loseTheQueue()
  await mdm.sandbox.turn('mdm.api', 'normal')
})

const later = (minutes: number) => Temporal.Now.instant().add({ minutes })

async function queuedKeys(): Promise<(string | null)[]> {
  const { rows } = await sql<{ key: string | null }>`select key from graphile_worker.jobs`.execute(
    database(),
  )
  return rows.map(({ key }) => key)
}

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
    await openHeldPhones(later(1))
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('that is locked again is opened by the next sweep, and once only for the same news', async () => {
    const loan = await givenPhone(lender, twoLate())
    await hold(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    for (const minutes of [1, 2, 3]) await openHeldPhones(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(2)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
  })

  test('that would lock before the hold ends is asked to stay open longer', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    await believe(loan.deviceId, { relockAt: inDays(9), lockStateAt: later(0) })
    await hold(loan, { until: inDays(5) })
    await believe(loan.deviceId, { relockAt: inDays(2) })
    await openHeldPhones(later(1))
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'hold', intent: 'until' }])
  })

  test('keeps the longer time when a payment opens it for less', async () => {
    const loan = await givenPhone(lender, twoLate())
    await hold(loan, { until: inDays(60) })
    await tell(intentNews('succeeded', await open(loan, { choice: 'installment' })))
    expect(await unlocksOf(loan)).toHaveLength(1)
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
    await transaction((tx) => letGo(tx, { ...ending, reason: 'promise', endReason: 'broken' }))
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('that only a person can open has one case, however often it is swept', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await hold(loan)
    await drain()
    for (const minutes of [1, 2, 3]) await openHeldPhones(later(minutes))
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

describe('an outage of the lock provider', () => {
  async function givenOutage(reason = 'maintenance') {
    const own = await givenLender()
    await connect(own)
    const provider = { lenderId: own.id, provider: 'http', by: 'staff:test', now: later(0) }
    const begin = () => transaction((tx) => beginOutage(tx, { ...provider, reason }))
    const end = () => transaction((tx) => endOutage(tx, provider))
    return { own, begin, end }
  }

  test('pauses sending: nothing is tried, nothing counts as failed; afterwards it goes by itself', async () => {
    const { own, begin, end } = await givenOutage()
    const loan = await givenPhone(own, twoLate())
    await begin()
    await mdm.sandbox.turn('mdm.api', 'down')
    await tell(intentNews('succeeded', await open(loan)))
    await drain()
    await reconcile(later(5))
    const { id, state, attempts } = await newestUnlock(loan)
    expect({ state, attempts }).toEqual({ state: 'requested', attempts: 0 })
    expect(await queuedKeys()).not.toContain(`unlock:${id}`)
    expect(await queuedKeys()).not.toContain(`device:${loan.deviceId}`)
    expect(await outagesOf(database(), own.id)).toMatchObject([
      { provider: 'http', pausedReason: 'maintenance', waitingUnlocks: 1 },
    ])
    await mdm.sandbox.turn('mdm.api', 'normal')
    expect(await end()).toBe(true)
    await reconcile(later(6))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ attempts: 1 })
  })

  test('stops looking at phones, too; what they say themselves still counts', async () => {
    const { own, begin } = await givenOutage()
    const loan = await givenPhone(own, twoLate(), { online: false })
    await tell(intentNews('succeeded', await open(loan)))
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted', polls: 0 })
    await loseTheQueue()
    await begin()
    await reconcile(later(30))
    const { id } = await newestUnlock(loan)
    expect(await queuedKeys()).not.toContain(`unlock:${id}`)
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
  })

  test('is begun once and ended once, with a hold on every phone in between', async () => {
    const { own, begin, end } = await givenOutage()
    const begun = await begin()
    if ('refusal' in begun) throw new Error(begun.refusal)
    expect(await begin()).toEqual({ refusal: 'not_found_or_paused' })
    expect(await holdRow(begun.holdId)).toMatchObject({
      provider: 'http',
      reason: 'provider_outage',
    })
    expect(await end()).toBe(true)
    expect(await end()).toBe(false)
    expect(await holdRow(begun.holdId)).toMatchObject({ endReason: 'staff' })
    expect(await outagesOf(database(), own.id)).toMatchObject([{ pausedAt: null, holdId: null }])
  })

  test('that nobody calls off ends by itself, and sending is tried again', async () => {
    const { own, begin } = await givenOutage()
    await begin()
    await reconcile(inDays(5))
    expect(await outagesOf(database(), own.id)).toMatchObject([{ pausedAt: null, holdId: null }])
  })

  test('does not ask for what nobody can carry out', async () => {
    const { own, begin } = await givenOutage()
    const loan = await givenPhone(own, twoLate())
    await begin()
    await openHeldPhones(later(1))
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('another lender’s provider of the same name goes on', async () => {
    const { begin } = await givenOutage()
    await begin()
    const loan = await givenPhone(lender, twoLate())
    await tell(intentNews('succeeded', await open(loan)))
    await drain()
    await untilUnlock(loan, 'confirmed')
  })
})

describe('what staff place', () => {
  const wish = { lenderId: lender.id, note: 'Letter of 3 November', by: 'staff:test' }
  const day = (days: number) => Temporal.PlainDate.from(dayFromNow(days))
  const place = (loanId: string, values: object = {}) =>
    transaction((tx) =>
      placeStaffHold(tx, {
        ...{ ...wish, loanId, reason: 'breathing_space', lastDay: day(60), now: later(0) },
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
    expect(await place(loanId, { reason, lastDay: day(longestDays + 1) })).toEqual({
      refusal: 'too_long',
      longestDays,
    })
    expect(await place(loanId, { reason, lastDay: day(longestDays) })).toHaveProperty('holdId')
  })

  test('not in the past, not on another lender’s loan', async () => {
    const { loanId } = await givenLoan(lender, twoLate())
    const theirs = await givenLoan(await givenLender(), twoLate())
    expect(await place(loanId, { lastDay: day(-1) })).toEqual({ refusal: 'in_the_past' })
    expect(await place(theirs.loanId)).toEqual({ refusal: 'not_found' })
  })

  test('is one of a kind on a loan, and ended early by its own lender only', async () => {
    const { loanId } = await givenLoan(lender, twoLate())
    const first = await place(loanId, { lastDay: day(10) })
    const second = await place(loanId, { lastDay: day(20) })
    if ('refusal' in first || 'refusal' in second) throw new Error('refused')
    expect(await holdRow(first.holdId)).toMatchObject({ endReason: 'replaced' })
    const end = (lenderId: string) =>
      transaction((tx) =>
        endStaffHold(tx, { lenderId, holdId: second.holdId, by: 'staff:test', now: later(0) }),
      )
    expect(await end((await givenLender()).id)).toBe(false)
    expect(await end(lender.id)).toBe(true)
    expect(await end(lender.id)).toBe(false)
    expect(await holdRow(second.holdId)).toMatchObject({ endReason: 'staff' })
  })

  test('what comes from a promise is not theirs to end here', async () => {
    const { holdId } = await hold(await givenLoan(lender, twoLate()))
    const ending = { lenderId: lender.id, holdId, by: 'staff:test', now: later(0) }
    expect(await transaction((tx) => endStaffHold(tx, ending))).toBe(false)
  })
})
