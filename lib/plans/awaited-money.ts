import type { Database } from '#lib/db/client.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { awaitedUntil } from '#lib/domain/money/clearing.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { payableBy, type WarnedPlan } from '#lib/domain/plan/progress.ts'
import { clearingPayments, isBeingPaid } from '#lib/ledger/clearing-payments.ts'

/** A running plan, and where its loan stands. */
export type PlanProgress = WarnedPlan & { loanId: string; arrears: LoanArrears }

/** Money on its way to a plan. */
export type AwaitedMoney = {
  paymentId: string
  amountMinor: bigint
  /** Until when nothing happens to the plan for want of it. */
  until: Temporal.Instant
  /** The same when that is past the installment's time. */
  waitsUntil: Temporal.Instant | undefined
}

/** What was begun in time for the oldest open installment, has not come and may still; undefined: nothing. */
export async function awaitedMoney(
  db: Database,
  { arrears, ...plan }: PlanProgress,
  clock: LenderClock,
): Promise<AwaitedMoney | undefined> {
  const by = payableBy(arrears, plan, clock)
  if (!by) return undefined
  const clearing = await clearingPayments(db, plan.loanId)
  const counted = clearing.filter(({ begunAt }) => Temporal.Instant.compare(begunAt, by) < 0)
  const waitsUntil = awaitedUntil(counted, by, clock)
  const [until, [newest]] = [waitsUntil ?? by, counted]
  if (!newest || Temporal.Instant.compare(until, clock.now) <= 0) return undefined
  const amountMinor = counted.reduce((sum, { askedMinor }) => sum + askedMinor, 0n)
  return { paymentId: newest.paymentId, amountMinor, until, waitsUntil }
}

/** Whether somebody who went to pay in time may be done by now: nothing is said before it is known how that ended. */
export function mayBePaid(
  db: Database,
  { arrears, ...plan }: PlanProgress,
  clock: LenderClock,
): Promise<boolean> {
  const before = payableBy(arrears, plan, clock) ?? clock.now
  return isBeingPaid(db, plan.loanId, { before, now: clock.now })
}
