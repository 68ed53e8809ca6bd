import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'
import { dayOf, isAfter } from '#tests/laws/oracle/calendar.ts'
import { Promised } from '#tests/laws/oracle/promise.ts'
import { promise } from '#tests/promises/given-promise.ts'
import type { OracleLife } from './life.ts'
import { followPromise } from './pages.ts'

/** A promise of all that is overdue, or of a part of it, in some days. */
export async function makePromise(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<boolean> {
  const { oracle, rules, now, given } = life
  const arrearsMinor = oracle.arrearsMinor(now)
  const tenths = BigInt(5 + (part % 6))
  const amountMinor = (arrearsMinor * tenths) / 10n
  const dueOn = dayOf(rules, now).add({ days: 1 + (which % 12) })
  const made = await promise(given, { amountMinor, dueOn, now })
  if ('refusal' in made) return false
  if (!made.isNew) return false
  expect(arrearsMinor, 'promised of what is overdue').toBeGreaterThan(0n)
  const promised = new Promised(rules, { amountMinor, dueOn, at: now })
  life.promised = { id: made.promiseId, oracle: promised }
  if (oracle.holds.mayOpenUntil(promised.verdictAt, now))
    oracle.holds.place(made.promiseId, now, promised.verdictAt)
  followPromise(life, now)
  return true
}

export async function takePromiseBack(life: OracleLife): Promise<boolean> {
  const { promised, now, given } = life
  if (!promised) return false
  const { id: promiseId } = promised
  const { borrowerId } = given
  const isBack = await transaction((tx) => takeBackPromise(tx, { promiseId, borrowerId, now }))
  if (!isBack) return false
  life.oracle.holds.takeBack(promiseId, now)
  life.promised = undefined
  return true
}

/** After the sweep: a promise whose verdict is due has been kept by what came in time, or not. */
export async function expectVerdict(life: OracleLife): Promise<void> {
  const { promised, now, oracle } = life
  if (!promised || Temporal.Instant.compare(now, promised.oracle.verdictAt) < 0) return
  const { waitsUntil } = promised.oracle
  if (!waitsUntil || !isAfter(waitsUntil, now)) {
    const until = promised.oracle.wait(life.vouchers.values(), now)
    if (until) oracle.holds.prolong(promised.id, now, until)
  }
  // Money on its way: nothing is said before it is known how that ended.
  if (promised.oracle.waitsUntil) return
  const { state } = await database()
    .selectFrom('promises')
    .select('state')
    .where('id', '=', promised.id)
    .executeTakeFirstOrThrow()
  expect(state !== 'open', 'there is a verdict').toBe(true)
  if (promised.oracle.isKept) expect(state, 'the promise').toBe('kept')
  else if (oracle.arrearsMinor(now) > 0n)
    expect(['broken', 'partly_kept'], 'the promise').toContain(state)
  life.promised = undefined
}
