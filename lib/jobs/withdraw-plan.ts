import type { Tx } from '#lib/db/transaction.ts'
import { type Withdrawal, type Withdrawn, withdrawPlan } from '#lib/restructurings/withdraw-plan.ts'
import { letGo } from './hold-phone.ts'
import { openPaidOff } from './open-for-plan.ts'

/** Takes a plan back and ends its holds. Nothing locks by this: what the phone does next follows from the books. */
export async function takeBackPlan(tx: Tx, withdrawal: Withdrawal): Promise<Withdrawn | undefined> {
  const withdrawn = await withdrawPlan(tx, withdrawal)
  if (!withdrawn) return undefined
  const { restructuringId: causeId, actor: endedBy, now } = withdrawal
  for (const reason of ['plan_pending', 'plan_missed'] as const)
    await letGo(tx, { reason, causeId, endReason: 'withdrawn', endedBy, now })
  if (withdrawn.isPaid)
    await openPaidOff(tx, { loanId: withdrawn.loanId, causeId, actor: endedBy, now })
  return withdrawn
}
