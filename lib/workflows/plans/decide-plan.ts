import type { Tx } from '#lib/db/transaction.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  type Decided,
  type DecisionRefusal,
  offerPlan,
  refusePlan,
  type StaffDecision,
} from '#lib/plans/offer-or-refuse.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { wasHeldFor } from '#lib/workflows/holds/was-held.ts'

export type Verdict = StaffDecision &
  ({ verdict: 'offer'; terms: PlanTerms | 'as_asked' } | { verdict: 'refuse' })

/** A person's answer to a request: offered, the phone is left alone while the borrower thinks; refused, its hold ends. */
export async function decidePlan(
  tx: Tx,
  verdict: Verdict,
): Promise<Decided | DecisionRefusal | undefined> {
  const decided =
    verdict.verdict === 'offer' ? await offerPlan(tx, verdict) : await refusePlan(tx, verdict)
  if (!decided || 'refusal' in decided) return decided
  const { loanId, validTo } = decided
  const { planId, lenderId, actor, now } = verdict
  const cause = { reason: 'plan_pending', causeId: planId } as const
  if (!validTo) await liftHold(tx, { ...cause, endReason: 'decided', endedBy: actor, now })
  else if (await wasHeldFor(tx, cause))
    await holdPhone(tx, {
      ...cause,
      lenderId,
      loanId,
      until: validTo,
      placedBy: actor,
      isCounted: true,
      now,
    })
  await queueForBorrower(tx, {
    loanId,
    kind: validTo ? 'plan_offered' : 'plan_refused',
    causeId: planId,
    detail: { planId },
  })
  return decided
}
