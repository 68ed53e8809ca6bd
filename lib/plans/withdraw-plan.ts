import type { Tx } from '#lib/db/transaction.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import { returnFromEnd } from '#lib/ledger/plan-cost.ts'
import { lockOwnPlan, movePlan } from './move-plan.ts'
import { todayAt } from './plan-basis.ts'

export type Withdrawal = {
  borrowerId: string
  planId: string
  actor: string
  now: Temporal.Instant
  /** The day by which its cost is earned, when another was said than today. */
  earnedBy?: Temporal.PlainDate
}

export type Withdrawn = {
  before: 'asked' | 'offered' | 'active'
  loanId: string
  /** Nothing is owed any more: all but a cost that falls away had been paid. */
  isPaid: boolean
}

/**
 * Takes a request back, or ends a running plan: then its remaining schedule stays, less what of its cost is not earned.
 * Undefined when it is over already.
 */
export async function withdrawPlan(
  tx: Tx,
  { borrowerId, planId, actor, now, earnedBy }: Withdrawal,
): Promise<Withdrawn | undefined> {
  const found = await lockOwnPlan(tx, { borrowerId, planId })
  if (!found) return undefined
  const { loan, row } = found
  const { state: before } = row
  if (before !== 'asked' && before !== 'offered' && before !== 'active') return undefined
  const cost = before === 'active' ? loan.planCost : undefined
  const returnedMinor = unearnedCostMinor(cost, earnedBy ?? todayAt(loan.lender, now))
  const owedMinor = await returnFromEnd(tx, loan, { planId, returnedMinor, now })
  const values = { state: 'withdrawn', nextCheckAt: null } as const
  const detail = { before, costReturnedMinor: String(returnedMinor) }
  await movePlan(tx, row, values, { action: 'withdrawn', actor, now, detail })
  return { before, loanId: loan.loanId, isPaid: returnedMinor > 0n && owedMinor === 0n }
}
