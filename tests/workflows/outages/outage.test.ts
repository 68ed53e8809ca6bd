import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { outagesOf } from '#lib/holds/outages.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { requestHeldUnlocks } from '#lib/workflows/holds/request-held-unlocks.ts'
import { beginOutage, endOutage } from '#lib/workflows/outages/outage.ts'
import { holdRow, inDays } from '#tests/holds/given-hold.ts'
import { open, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { givenRounds, later } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, connect, givenPhone, lender } = await givenRounds()

async function queuedKeys(): Promise<(string | null)[]> {
  const { rows } = await sql<{ key: string | null }>`select key from graphile_worker.jobs`.execute(
    database(),
  )
  return rows.map(({ key }) => key)
}

describe('an outage of the lock provider', () => {
  async function givenOutage(reason = 'maintenance') {
    const own = await givenLender({ alone: true })
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

  test('a second reason is kept beside the first, with who said it and when', async () => {
    const { own, end } = await givenOutage()
    const first = await givenStaff(own, 'approver')
    const second = await givenStaff(own, 'admin')
    const stop = (by: string, reason: string) =>
      transaction((tx) =>
        beginOutage(tx, {
          lenderId: own.id,
          provider: 'http',
          by,
          reason,
          now: Temporal.Now.instant(),
        }),
      )
    await stop(`staff:${first.id}`, 'maintenance')
    expect(await stop(`staff:${second.id}`, 'phones open by mistake')).toHaveProperty('refusal')
    const reasons = async () => (await outagesOf(database(), own.id))[0]?.reasons
    expect(await reasons()).toMatchObject([
      { name: first.name, reason: 'maintenance' },
      { name: second.name, reason: 'phones open by mistake' },
    ])
    await end()
    expect(await reasons()).toEqual([])
    await stop(`staff:${first.id}`, 'again')
    expect(await reasons()).toMatchObject([{ name: first.name, reason: 'again' }])
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
    await requestHeldUnlocks(later(1))
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
