import type { Tx } from '#lib/db/transaction.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'
import { returnFromEnd } from '#lib/ledger/plan-cost.ts'
import { replaceSchedule } from '#lib/ledger/schedules.ts'
import { currentSchedule } from './current-schedule.ts'
import { lockOwnPlan, movePlan, type PlanRow } from './move-plan.ts'
import { newestOffer } from './newest-offer.ts'
import type { Offer } from './offer-row.ts'
import { historyOf, todayAt } from './plan-basis.ts'
import { nextReviewAt } from './review-time.ts'

export type Acceptance = {
  borrowerId: string
  planId: string
  /** The offer that was on the page. */
  offerId: string
  actor: string
  now: Temporal.Instant
}

export type Accepted = {
  plan: { planId: string; loanId: string; lenderId: string }
  opens: 'on_acceptance' | 'after_first_payment'
  /** False: it was accepted before, and nothing was done again. */
  isNew: boolean
  /** The plan that it took the place of. */
  replacedId: string | undefined
}

export type AcceptRefusal = { refusal: 'changed_since' | 'expired' | 'not_offered' }

/**
 * Swaps the schedule for the one that was seen, books what it costs, and lets the plan run.
 * When the balance or the schedule has changed since it was computed, nothing is done.
 */
export async function acceptOffer(
  tx: Tx,
  acceptance: Acceptance,
): Promise<Accepted | AcceptRefusal> {
  const { planId, offerId, now } = acceptance
  const found = await lockOwnPlan(tx, acceptance)
  if (!found) return { refusal: 'not_offered' }
  const { loan, row } = found
  const plan = { planId, loanId: loan.loanId, lenderId: row.lenderId }
  const opens = row.opens ?? loan.lender.policy.plan.opens
  if (row.acceptedOfferId === offerId) return { plan, opens, isNew: false, replacedId: undefined }
  const offer = await newestOffer(tx, planId)
  if (row.state !== 'offered' || !offer) return { refusal: 'not_offered' }
  const refusal = await staleness(tx, { loan, offer, seenId: offerId, now })
  if (refusal) return { refusal }
  const { activeId: replacedId } = await historyOf(tx, loan.loanId, now)
  if (replacedId) await replace(tx, { id: replacedId, loan, offer }, acceptance)
  await swap(tx, { loan, row, offer }, acceptance)
  return { plan, opens, isNew: true, replacedId }
}

type Seen = { loan: LoanRecord; offer: Offer; seenId: string; now: Temporal.Instant }

async function staleness(
  tx: Tx,
  { loan, offer, seenId, now }: Seen,
): Promise<AcceptRefusal['refusal'] | undefined> {
  const today = todayAt(loan.lender, now)
  if (Temporal.PlainDate.compare(offer.validUntil, today) < 0) return 'expired'
  const [first] = offer.installments
  const isSame =
    seenId === offer.offerId &&
    offer.outstandingMinor === loan.outstandingMinor &&
    offer.fromScheduleId === (await currentSchedule(tx, loan.loanId)).id
  // A day that has passed would be missed before it was agreed.
  const isAhead = first && Temporal.PlainDate.compare(first.dueOn, today) >= 0
  return isSame && isAhead ? undefined : 'changed_since'
}

type Replaced = { id: string; loan: LoanRecord; offer: Offer }

// What the offer promised falls away, whatever more has been earned since.
async function replace(
  tx: Tx,
  { id, loan, offer: { costReturnedMinor: returnedMinor } }: Replaced,
  { actor, now }: Acceptance,
): Promise<void> {
  await returnFromEnd(tx, loan, { planId: id, returnedMinor, now })
  const values = { state: 'replaced', nextCheckAt: null } as const
  const detail = { costReturnedMinor: String(returnedMinor) }
  await movePlan(tx, { id, lenderId: loan.lender.id }, values, {
    action: 'replaced',
    actor,
    now,
    detail,
  })
}

type Swap = { loan: LoanRecord; row: PlanRow; offer: Offer }

async function swap(tx: Tx, { loan, row, offer }: Swap, { actor, now }: Acceptance): Promise<void> {
  const { loanId, currency, lender } = loan
  const { installments, costMinor, offerId } = offer
  await replaceSchedule(tx, {
    lenderId: lender.id,
    loanId,
    planId: row.id,
    source: 'plan',
    installments,
    now,
  })
  if (costMinor > 0n) {
    await post(tx, {
      lenderId: lender.id,
      cause: 'plan_cost',
      causeId: row.id,
      currency,
      loanId,
      paymentId: null,
      entries: [
        { account: 'loan_receivable', amountMinor: costMinor },
        { account: 'plan_cost', amountMinor: -costMinor },
      ],
    })
  }
  await movePlan(
    tx,
    row,
    {
      state: 'active',
      acceptedOfferId: offerId,
      acceptedAt: now,
      withdrawUntil: todayAt(lender, now).add({ days: lender.policy.plan.withdrawWithinDays }),
      nextCheckAt: nextReviewAt(installments, { timeZone: lender.timeZone, now }),
    },
    {
      action: 'accepted',
      actor,
      now,
      detail: { offerId, costMinor: String(costMinor), installments: installments.length },
    },
  )
}
