import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  type Acceptance,
  type Accepted,
  type AcceptRefusal,
  acceptOffer,
} from '#lib/plans/accept-offer.ts'
import { renewOffer } from '#lib/plans/renew-offer.ts'
import { openPromiseId } from '#lib/promises/promises-due.ts'
import { liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { decideOne } from '#lib/workflows/promises/decide-promises.ts'
import { type Opening, requestUnlockForPlan } from './request-unlock-for-plan.ts'

type PlanAnswer = Accepted | AcceptRefusal | { refusal: 'ended' }

/** Where a plan meets the lock: accepted, it opens the phone when the lender says so. With other figures it is shown again. */
export async function acceptPlan(tx: Tx, acceptance: Acceptance): Promise<PlanAnswer> {
  const accepted = await acceptOffer(tx, acceptance)
  if ('refusal' in accepted) return showAgain(tx, accepted, acceptance)
  if (!accepted.isNew) return accepted
  const { planId, loanId } = accepted.plan
  const { actor: endedBy, now } = acceptance
  const ending = { endedBy, now, endReason: 'decided' } as const
  await liftHold(tx, { ...ending, reason: 'plan_pending', causeId: planId })
  if (accepted.replacedId)
    await liftHold(tx, { ...ending, reason: 'plan_missed', causeId: accepted.replacedId })
  if (accepted.opens === 'on_acceptance')
    await openByPlan(tx, { loanId, causeId: planId, actor: endedBy, now })
  await queueForBorrower(tx, {
    loanId,
    kind: 'plan_active',
    causeId: planId,
    detail: { planId },
  })
  return accepted
}

// The plan keeps the phone open from now on: a promise to pay what is not overdue any more is not needed.
async function openByPlan(tx: Tx, opening: Opening): Promise<void> {
  const { loanId, now } = opening
  await requestUnlockForPlan(tx, opening)
  const promiseId = await openPromiseId(tx, loanId)
  if (promiseId) await decideOne(tx, { promiseId, loanId }, now)
}

async function showAgain(
  tx: Tx,
  refused: AcceptRefusal,
  { planId, actor, now }: Acceptance,
): Promise<PlanAnswer> {
  if (refused.refusal !== 'changed_since') return refused
  const renewed = await renewOffer(tx, { planId, now })
  if (renewed !== 'ended') return refused
  const ending = { endReason: 'over', endedBy: actor, now } as const
  await liftHold(tx, { ...ending, reason: 'plan_pending', causeId: planId })
  return { refusal: 'ended' }
}
