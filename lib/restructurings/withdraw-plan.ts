import { lockLoan } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { lockPlan, movePlan } from './move-plan.ts'

export type Withdrawal = {
  borrowerId: string
  restructuringId: string
  actor: string
  now: Temporal.Instant
}

export type Withdrawn = { before: 'asked' | 'offered' | 'active' }

/** Takes a request back, or ends a running plan: then its remaining schedule stays. Undefined when it is over already. */
export async function withdrawPlan(
  tx: Tx,
  { borrowerId, restructuringId, actor, now }: Withdrawal,
): Promise<Withdrawn | undefined> {
  const found = await tx
    .selectFrom('restructurings')
    .innerJoin('loans', 'loans.id', 'restructurings.loanId')
    .select('restructurings.loanId')
    .where('loans.borrowerId', '=', borrowerId)
    .where('restructurings.id', '=', restructuringId)
    .executeTakeFirst()
  if (!found) return undefined
  await lockLoan(tx, found.loanId)
  const row = await lockPlan(tx, restructuringId)
  const { state } = row
  if (state !== 'asked' && state !== 'offered' && state !== 'active') return undefined
  const values = { state: 'withdrawn', nextCheckAt: null } as const
  await movePlan(tx, row, values, { action: 'withdrawn', actor, now, detail: { before: state } })
  return { before: state }
}
