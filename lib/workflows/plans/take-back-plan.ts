import type { Tx } from '#lib/db/transaction.ts'
import { type Withdrawal, type Withdrawn, withdrawPlan } from '#lib/plans/withdraw-plan.ts'
import { type EndHeld, endWithWarning } from '#lib/workflows/holds/end-with-warning.ts'
import { requestUnlockForPaidOff } from './request-unlock-for-plan.ts'

/** Takes a plan back and ends what it held open, after days of warning. What a running plan opened follows its installments, which stay. */
export async function takeBackPlan(
  tx: Tx,
  withdrawal: Withdrawal,
  endHeld: EndHeld = endWithWarning,
): Promise<Withdrawn | undefined> {
  const withdrawn = await withdrawPlan(tx, withdrawal)
  if (!withdrawn) return undefined
  const { planId: causeId, actor: endedBy, now } = withdrawal
  for (const reason of ['plan_pending', 'plan_missed'] as const)
    await endHeld(tx, { reason, causeId, endedBy, now })
  if (withdrawn.isPaid)
    await requestUnlockForPaidOff(tx, { loanId: withdrawn.loanId, causeId, actor: endedBy, now })
  return withdrawn
}
