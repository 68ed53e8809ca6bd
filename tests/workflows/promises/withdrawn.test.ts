import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'
import { barsAt } from '#tests/holds/given-open-days.ts'
import { twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { forAPerson, takeBack, tryToAsk } from '#tests/plans/given-plan.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { arrange, end, holdsOf, offer, returnPolicy } from '#tests/returns/given-return.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'
import { opened, warningOn } from '#tests/workflows/money/given-opened.ts'
import { givenRounds } from './given-rounds.ts'

await givenRounds()
const lender = await givenLender({ policy: returnPolicy('settlement') })

const zone = 'Asia/Colombo'
const now = Temporal.Now.instant().round('second')
const inDays = (days: number, hours = 0) => now.add({ hours: 24 * days + hours })
/** The end of the last day of warning. */
const warned = endOfDay(now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 3 }), zone)

const askForUnlock = () => givenLoan(lender, twoLate(), { lockState: 'locked' })

const ways: Record<string, (loan: GivenLoan) => Promise<() => Promise<unknown>>> = {
  'a return': async (loan) => {
    const acting = { loan, returnId: await offer(loan, now), now }
    await arrange(acting)
    return () => end(acting, 'withdrawn')
  },
  'a promise': async (loan) => {
    const dueOn = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 12 })
    const { promiseId } = await promised(loan, { now, dueOn })
    const { borrowerId } = loan
    return () => transaction((tx) => takeBackPromise(tx, { promiseId, borrowerId, now }))
  },
}

describe.each(Object.entries(ways))('%s that is taken back', (_, arranged) => {
  test('leaves the days of warning, and then nothing forbids to lock', async () => {
    const loan = await askForUnlock()
    const other = await askForUnlock()
    const takeItBack = await arranged(loan)
    await arranged(other)
    await opened(loan, now)
    expect((await barsAt(loan, inDays(8))).bars).toEqual(['hold'])
    await takeItBack()
    expect(await warningOn(loan)).toMatchObject({ untilAt: warned, endedAt: null })
    expect((await barsAt(loan, warned.subtract({ seconds: 1 }))).bars).toEqual(['hold'])
    expect((await barsAt(loan, warned)).bars).toEqual([])
    // Somebody else's stands as it stood.
    expect((await barsAt(other, inDays(8))).bars).toEqual(['hold'])
  })

  test('has the phone lock at the end of the warning, not at the old end', async () => {
    const loan = await askForUnlock()
    const takeItBack = await arranged(loan)
    const first = await opened(loan, now)
    expect(Temporal.Instant.compare(first?.relockAt ?? now, inDays(8))).toBe(1)
    await takeItBack()
    const unlocks = await unlocksOf(loan)
    expect(unlocks).toHaveLength(2)
    const shorter = unlocks.find(({ isShorter }) => isShorter)
    expect(shorter).toMatchObject({ intent: 'until', relockAt: warned, state: 'requested' })
    await reconcile(now.add({ seconds: 30 }))
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('before it has opened anything: what is under way is for the shorter time', async () => {
    const loan = await askForUnlock()
    const takeItBack = await arranged(loan)
    await takeItBack()
    const live = (await unlocksOf(loan)).filter(({ state }) => state === 'requested')
    expect(live).toHaveLength(1)
    expect(live[0]).toMatchObject({ relockAt: warned })
  })
})

test('a request for a plan that is taken back leaves no more than it had', async () => {
  const loan = await askForUnlock()
  const asked = await tryToAsk(loan, forAPerson, { now })
  if ('refusal' in asked) throw new Error(asked.refusal)
  const [waiting] = await holdsOf(loan)
  await takeBack(loan, asked.planId)
  // A person would have decided within two days: that is sooner than the warning ends.
  expect(await warningOn(loan)).toMatchObject({ untilAt: waiting?.untilAt })
})

test('the lock side is told that it has ended, and of the days of warning', async () => {
  const own = await givenLender({ policy: returnPolicy('settlement') })
  await givenEndpoint(own.id, 'https://lock.example/keyturn')
  const loan = await givenLoan(own, twoLate())
  const takeItBack = await ways['a promise']?.(loan)
  await takeItBack?.()
  const told = await database()
    .selectFrom('webhookDeliveries')
    .innerJoin('holds', (join) =>
      join.on(sql<boolean>`holds.id::text = webhook_deliveries.cause_id`),
    )
    .select(['webhookDeliveries.type', 'holds.reason'])
    .where('webhookDeliveries.lenderId', '=', own.id)
    .execute()
  expect(told.map(({ type, reason }) => `${type} ${reason}`).toSorted()).toEqual([
    ...['hold.ended promise', 'hold.placed promise', 'hold.placed warning'],
  ])
})
