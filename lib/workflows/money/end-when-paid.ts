import type { Tx } from '#lib/db/transaction.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { openPlanId } from '#lib/plans/plans-due.ts'
import { arrangedReturn } from '#lib/returns/queries.ts'
import type { EndHeld } from '#lib/workflows/holds/end-with-warning.ts'
import { liftHold as liftHoldNow } from '#lib/workflows/holds/hold-phone.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { callOffReturn } from '#lib/workflows/returns/call-off.ts'

// Nothing is owed: nobody needs to be warned.
const liftHold: EndHeld = async (tx, ending) => {
  await liftHoldNow(tx, { ...ending, endReason: 'withdrawn' })
}

/** Once nothing is owed, nobody waits for a plan, and a phone that is paid for is not fetched. One that was sent already is taken in all the same. */
export async function endWhenPaid(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const { outstandingMinor, borrowerId, lender } = await lockLoan(tx, loanId)
  if (outstandingMinor > 0n) return
  const actor = 'keyturn'
  const planId = await openPlanId(tx, loanId)
  if (planId) await takeBackPlan(tx, { borrowerId, planId, actor, now }, liftHold)
  const arranged = await arrangedReturn(tx, loanId)
  if (!arranged) return
  const { returnId, version: seenVersion } = arranged
  const owner = { lenderId: lender.id }
  await callOffReturn(tx, { owner, returnId, seenVersion, actor, now, why: 'paid' })
}
