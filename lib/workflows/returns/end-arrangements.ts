import type { Tx } from '#lib/db/transaction.ts'
import { activePlanId, openPlanId } from '#lib/plans/plans-due.ts'
import { openPromiseId } from '#lib/promises/promises-due.ts'
import type { EndHeld } from '#lib/workflows/holds/end-with-warning.ts'
import { liftHold as liftHoldNow } from '#lib/workflows/holds/hold-phone.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'

// The phone is not the borrower's to open any more: nobody needs to be warned.
const liftHold: EndHeld = async (tx, ending) => {
  await liftHoldNow(tx, { ...ending, endReason: 'withdrawn' })
}

type Arranged = {
  loanId: string
  borrowerId: string
  actor: string
  /** The day by which the quote of the return counts what a plan has earned. */
  earnedBy: Temporal.PlainDate
  now: Temporal.Instant
}

/** Who has handed the phone back is reminded of nothing more: a promise and a plan of the loan end, and what is open is settled with the return. */
export async function endArrangements(
  tx: Tx,
  { loanId, borrowerId, actor, earnedBy, now }: Arranged,
): Promise<void> {
  const askedId = await openPlanId(tx, loanId)
  const runningId = await activePlanId(tx, loanId)
  for (const planId of [askedId, runningId])
    if (planId) await takeBackPlan(tx, { borrowerId, planId, actor, now, earnedBy }, liftHold)
  const promiseId = await openPromiseId(tx, loanId)
  if (promiseId) await takeBackPromise(tx, { promiseId, borrowerId, now }, liftHold)
}
