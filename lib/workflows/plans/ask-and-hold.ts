import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { askForPlan, type NotAsked, type PlanAsk, type PlanAsked } from '#lib/plans/ask-for-plan.ts'
import { holdWithin } from '#lib/workflows/holds/hold-within.ts'

/** Where a request meets the lock: while it waits for a person, the phone is left alone. */
export async function askAndHold(tx: Tx, ask: PlanAsk): Promise<PlanAsked | NotAsked> {
  const asked = await askForPlan(tx, ask)
  if ('refusal' in asked || asked.state !== 'asked') return asked
  const { planId, lenderId, decideBy, mayHold } = asked
  const { loanId, actor: placedBy, now } = ask
  if (mayHold && decideBy) {
    await holdWithin(tx, {
      lenderId,
      loanId,
      placedBy,
      until: decideBy,
      now,
      reason: 'plan_pending',
      causeId: planId,
    })
  }
  await queueForBorrower(tx, {
    loanId,
    kind: 'plan_received',
    causeId: planId,
    detail: { planId },
  })
  return asked
}
