import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { limitsBroken, type PlanRefusal } from '#lib/domain/plan/decision.ts'
import { isEasier } from '#lib/domain/plan/load.ts'
import { type Plan, type PlanTerms, planBy } from '#lib/domain/plan/plan.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { lockPlan, movePlan, type PlanRow } from './move-plan.ts'
import { newestOffer } from './newest-offer.ts'
import { insertOffer } from './offer-row.ts'
import { basisOf, opensBy } from './plan-basis.ts'

export type StaffDecision = {
  lenderId: string
  planId: string
  /** What was on the page of who decides. */
  seenVersion: number
  actor: string
  /** What the borrower reads. */
  note: string | null
  now: Temporal.Instant
}

export type Stale = {
  refusal: 'stale'
  state: PlanRow['state']
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

export type Decided = {
  loanId: string
  /** The end of the last day on which the offer can be accepted. */
  validTo: Temporal.Instant | undefined
}

export type DecisionRefusal = Stale | { refusal: 'no_plan'; because: PlanRefusal[] }

/** Offers what was asked for, or other terms, with the figures of `now`. On an older version nothing is done. */
export async function offerPlan(
  tx: Tx,
  decision: StaffDecision & { terms: PlanTerms | 'as_asked' },
): Promise<Decided | DecisionRefusal | undefined> {
  const opened = await openForDecision(tx, decision)
  if (!opened || 'refusal' in opened) return opened
  const { loan, row } = opened
  const { now, actor, note, planId, lenderId } = decision
  const asked = await newestOffer(tx, planId)
  const terms = decision.terms === 'as_asked' ? asked?.terms : decision.terms
  const basis = await basisOf(tx, loan, now)
  const plan = terms && basis.balance.outstandingMinor > 0n ? planBy(terms, basis) : undefined
  const because = faultsOf(plan, basis)
  if (!plan || because.length > 0) return { refusal: 'no_plan', because }
  const { loanId } = loan
  const offered = { planId, lenderId, loanId, plan, basis, madeBy: actor, now }
  const { validUntil } = await insertOffer(tx, offered)
  const validTo = endOfDay(validUntil, loan.lender.timeZone)
  const values = {
    state: 'offered',
    opens: opensBy(basis),
    decidedBy: actor,
    decidedAt: now,
    decisionNote: note,
    nextCheckAt: validTo,
  } as const
  const { kind, extraMonths, pauseMonths } = plan.terms
  await movePlan(tx, row, values, {
    action: 'offered',
    actor,
    now,
    detail: { kind, extraMonths, pauseMonths },
  })
  return { loanId, validTo }
}

/** Refuses a request with a reason that the borrower reads. On an older version nothing is done. */
export async function refusePlan(
  tx: Tx,
  decision: StaffDecision,
): Promise<Decided | Stale | undefined> {
  const opened = await openForDecision(tx, decision)
  if (!opened || 'refusal' in opened) return opened
  const { actor, now, note } = decision
  const values = {
    state: 'refused',
    decidedBy: actor,
    decidedAt: now,
    decisionNote: note,
    nextCheckAt: null,
  } as const
  await movePlan(tx, opened.row, values, { action: 'refused', actor, now })
  return { loanId: opened.loan.loanId, validTo: undefined }
}

/** What is wrong with a plan that staff would offer; none: it can be sent. */
export function faultsOf(
  plan: Plan | undefined,
  basis: Parameters<typeof limitsBroken>[1],
): PlanRefusal[] {
  if (basis.balance.outstandingMinor === 0n) return ['nothing_owed']
  if (!plan) return ['installment_too_small']
  const broken = limitsBroken(plan, basis)
  return broken.length > 0 || isEasier(plan, basis) ? broken : ['not_easier']
}

type Opened = { loan: LoanRecord; row: PlanRow }

async function openForDecision(
  tx: Tx,
  { lenderId, planId, seenVersion }: StaffDecision,
): Promise<Opened | Stale | undefined> {
  const found = await tx
    .selectFrom('plans')
    .select('loanId')
    .where('lenderId', '=', lenderId)
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!found) return undefined
  const loan = await lockLoan(tx, found.loanId)
  const row = await lockPlan(tx, planId)
  const { state, version, decidedBy, decidedAt } = row
  if (state === 'asked' && version === seenVersion) return { loan, row }
  return { refusal: 'stale', state, decidedBy, decidedAt }
}
