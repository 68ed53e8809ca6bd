import type { Tx } from '#lib/db/transaction.ts'
import { openPromiseId } from '#lib/promises/due.ts'
import { activePlanId, openPlanId } from '#lib/restructurings/due.ts'
import { takeBackPlan } from './withdraw-plan.ts'
import { takeBackPromise } from './withdraw-promise.ts'

type Arranged = { loanId: string; borrowerId: string; actor: string; now: Temporal.Instant }

/** Who has handed the phone back is reminded of nothing more: a promise and a plan of the loan end, and what is open is settled with the return. */
export async function endArrangements(
  tx: Tx,
  { loanId, borrowerId, actor, now }: Arranged,
): Promise<void> {
  for (const restructuringId of [await openPlanId(tx, loanId), await activePlanId(tx, loanId)])
    if (restructuringId) await takeBackPlan(tx, { borrowerId, restructuringId, actor, now })
  const promiseId = await openPromiseId(tx, loanId)
  if (promiseId) await takeBackPromise(tx, { promiseId, borrowerId, now })
}
