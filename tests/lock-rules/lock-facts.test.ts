import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reasonsToOpen } from '#lib/domain/lock/may-lock.ts'
import {
  lenderClocks,
  lockedSince,
  lockFacts,
  mustBeOpen,
  reasonsToOpen as reasonsThere,
} from '#lib/lock-rules/lock-facts.ts'
import { recordRefund } from '#lib/payments/refunds/record-refund.ts'
import { anyLock, givenLock } from '#tests/db/given-lock.ts'
import { capture, open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentOf } from '#tests/support/stripe-events.ts'

await freshDatabase()

function asked(loan: GivenLoan, now = Temporal.Now.instant()) {
  return database()
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin(lenderClocks(now), 'clocks.lenderId', 'devices.lenderId')
    .select(lockFacts)
    .where('devices.id', '=', loan.deviceId)
}

const told = ({ openUntil, ...facts }: Record<string, unknown>) => ({
  ...facts,
  openUntil: `${openUntil}`,
})

test('the database and the domain say the same of any phone', async () => {
  const met = new Set<string>()
  await fc.assert(
    fc.asyncProperty(anyLock, async (lock) => {
      const { loan, question, clock, lockedSince: since } = await givenLock(lock)
      const {
        there,
        must,
        mustUnheld,
        lockedSince: said,
        ...facts
      } = await asked(loan, clock.now)
        .select([reasonsThere(clock.now).as('there'), lockedSince.as('lockedSince')])
        .select(mustBeOpen(clock.now).as('must'))
        .select(mustBeOpen(clock.now, { ofTheirOwn: true }).as('mustUnheld'))
        .executeTakeFirstOrThrow()
      const reasons = reasonsToOpen(question, clock)
      for (const reason of reasons.length > 0 ? reasons : ['none']) met.add(reason)
      const { balance: _, heldUntil: __, ...expected } = question
      expect(told(facts)).toEqual(told(expected))
      expect(`${said}`).toBe(`${since}`)
      expect(there).toEqual(reasons)
      expect(must).toBe(reasons.length > 0)
      expect(mustUnheld).toBe(reasons.some((reason) => reason !== 'hold'))
    }),
    { numRuns: 150 },
  )
  // An agreement about nothing would be none.
  expect([...met].toSorted()).toEqual(
    ['grace', 'hold', 'none', 'nothing_overdue', 'open_until', 'released'].toSorted(),
  )
}, 120_000)

test('a phone that said two things at one moment says since then what it says now', async () => {
  const { lenderId, deviceId, ...loan } = await givenLoan(await givenLender(), twoLate())
  const observedAt = Temporal.Now.instant().round('second').subtract({ minutes: 11 })
  const words = { lenderId, deviceId, observedAt, receivedAt: observedAt, rawStatus: 'test' }
  for (const actual of ['unlocked', 'locked'] as const)
    await database()
      .insertInto('deviceEvidence')
      .values({ ...words, actual, source: 'webhook', dedupeKey: randomUUID() })
      .execute()
  const { since } = await asked({ ...loan, lenderId, deviceId })
    .select(lockedSince.as('since'))
    .executeTakeFirstOrThrow()
  expect(`${since}`).toBe(`${observedAt}`)
})

describe('money given back', () => {
  const now = Temporal.Now.instant()

  /** What counts after a payment, and after a part of it went back. */
  async function afterRefund(choice: 'installment' | 'settle', percent: bigint) {
    const loan = await givenLoan(await givenLender(), twoLate())
    const payment = await open(loan, { choice })
    await capture(payment)
    const before = await asked(loan).executeTakeFirstOrThrow()
    const money = { amountMinor: (payment.amountMinor * percent) / 100n, currency: 'LKR' }
    const report = { pspRefundId: randomUUID(), refundId: null, state: 'succeeded' } as const
    const paymentIntentId = intentOf(payment)
    await transaction((tx) => recordRefund(tx, { ...report, paymentIntentId, money, now }))
    return [before, await asked(loan).executeTakeFirstOrThrow()] as const
  }

  test.for([
    [50n, true],
    [100n, false],
  ] as const)('%s % of it: the time it bought stands: %s', async ([percent, stands]) => {
    const [before, after] = await afterRefund('installment', percent)
    expect([before.openUntil !== null, after.openUntil !== null]).toEqual([true, stands])
  })

  test('a loan that is not paid off any more does not ask for the lock to go', async () => {
    const [before, after] = await afterRefund('settle', 100n)
    expect([before.isReleased, after.isReleased]).toEqual([true, false])
  })
})
