import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { awaitsFirstPayment } from '#lib/ledger/awaits-first-payment.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { activePlanId, plansToReview } from '#lib/plans/plans-due.ts'
import { type Reviewed, reviewPlan } from '#lib/plans/review-plan.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { holdWithin } from '#lib/workflows/holds/hold-within.ts'
import { wasHeldFor } from '#lib/workflows/holds/was-held.ts'
import { requestUnlockForPaidOff } from './request-unlock-for-plan.ts'

type Due = { planId: string; loanId: string }

/** Looks at every plan whose time has come: late decisions, offers that ran out, installments missed. */
export async function reviewPlans(now: Temporal.Instant): Promise<void> {
  for (const due of await plansToReview(database(), now))
    await transaction((tx) => review(tx, due, now))
}

/** In the transaction that hears of money, on its way, booked or not to come: a plan waits for it, is kept, or caught up. */
export async function reviewByPayment(
  tx: Tx,
  loanId: string,
  now: Temporal.Instant,
): Promise<void> {
  const planId = await activePlanId(tx, loanId)
  if (planId) await review(tx, { planId, loanId }, now)
}

async function review(tx: Tx, { planId, loanId }: Due, now: Temporal.Instant) {
  const isSpared = await isLeftInPeace(tx, loanId, now)
  const reviewed = await reviewPlan(tx, { planId, isSpared, now })
  if (reviewed) await follow(tx, reviewed, now)
}

// Nobody is written to about money while the law or a death says so.
async function isLeftInPeace(tx: Tx, loanId: string, now: Temporal.Instant): Promise<boolean> {
  const holds = await activeHolds(tx, loanId, now)
  return holds.some(({ reason }) => reason === 'breathing_space' || reason === 'bereavement')
}

async function follow(tx: Tx, reviewed: Reviewed, now: Temporal.Instant): Promise<void> {
  const { plan, change } = reviewed
  const ending = { causeId: plan.id, endedBy: 'keyturn', now }
  switch (change) {
    case 'nothing':
    case 'caught_up':
      return keepHeld(tx, reviewed, now)
    case 'decision_late':
      return stayAway(tx, { ...reviewed, now })
    case 'expired':
      await liftHold(tx, { ...ending, reason: 'plan_pending', endReason: 'over' })
      return tell(tx, reviewed, 'plan_ended')
    case 'warned':
      return warn(tx, { ...reviewed, now })
    case 'kept':
      await liftHold(tx, { ...ending, reason: 'plan_missed', endReason: 'kept' })
      if (reviewed.isPaidOff)
        await requestUnlockForPaidOff(tx, { ...ending, loanId: plan.loanId, actor: 'keyturn' })
      return tell(tx, reviewed, 'plan_ended')
    case 'superseded':
      await liftHold(tx, { ...ending, reason: 'plan_missed', endReason: 'over' })
      return tell(tx, reviewed, 'plan_ended')
    case 'missed':
      await liftHold(tx, { ...ending, reason: 'plan_missed', endReason: 'broken' })
      return tell(tx, reviewed, 'plan_ended')
  }
}

type Late = { plan: Reviewed['plan']; until: Temporal.Instant; now: Temporal.Instant }

// The borrower does not pay for it that we are late.
async function stayAway(tx: Tx, { plan, until, now }: Late): Promise<void> {
  const { lenderId, loanId, id: causeId, reference } = plan
  await openCase(tx, {
    lenderId,
    loanId,
    kind: 'plan_overdue',
    dedupeKey: `plan_overdue:${causeId}`,
    detail: { planId: causeId, reference },
  })
  const cause = { reason: 'plan_pending', causeId } as const
  if (await wasHeldFor(tx, cause))
    await holdPhone(tx, { ...cause, lenderId, loanId, until, placedBy: 'keyturn', now })
}

// While money is on its way, and through the days of a warning, the phone is left alone.
async function keepHeld(
  tx: Tx,
  { plan, heldUntil }: Reviewed,
  now: Temporal.Instant,
): Promise<void> {
  const { lenderId, loanId, id: causeId } = plan
  const hold = { reason: 'plan_missed', causeId, now } as const
  if (heldUntil === null)
    return void (await liftHold(tx, { ...hold, endReason: 'kept', endedBy: 'keyturn' }))
  // A plan that has not opened the phone yet does not open it by being missed.
  if (!heldUntil || (await isAwaiting(tx, loanId))) return
  await holdWithin(tx, { ...hold, lenderId, loanId, until: heldUntil, placedBy: 'keyturn' })
}

type Warned = Late & { installment: number }

async function warn(tx: Tx, { plan, installment, until, now }: Warned): Promise<void> {
  const { loanId, id: causeId } = plan
  await keepHeld(tx, { plan, change: 'nothing', heldUntil: until }, now)
  await queueForBorrower(tx, {
    loanId,
    kind: 'plan_missed',
    causeId: `${causeId}:${installment}`,
    detail: { planId: causeId, until: until.toString() },
  })
}

async function isAwaiting(tx: Tx, loanId: string): Promise<boolean> {
  const loan = await tx
    .selectFrom('loans')
    .select('loans.id')
    .where('loans.id', '=', loanId)
    .where(awaitsFirstPayment)
    .executeTakeFirst()
  return loan !== undefined
}

function tell(tx: Tx, { plan, change }: Reviewed, kind: 'plan_ended'): Promise<void> {
  const { id: planId, loanId } = plan
  return queueForBorrower(tx, {
    loanId,
    kind,
    causeId: planId,
    detail: { planId, change },
  })
}
