import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import { barsToAsking, limitsBroken } from '#lib/domain/plan/decision.ts'
import { isEasier } from '#lib/domain/plan/load.ts'
import { type Plan, planBy } from '#lib/domain/plan/plan.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { lockPlan, movePlan } from './move-plan.ts'
import { newestOffer } from './newest-offer.ts'
import { insertOffer } from './offer-row.ts'
import { basisOf, historyOf, opensBy } from './plan-basis.ts'

/**
 * Makes the same offer with what is true now: balance, days, cost, and when it opens the phone. Its last day stays.
 * When its terms make no plan any more that would be offered today, the offer has ended.
 */
export async function renewOffer(
  tx: Tx,
  { planId, now }: { planId: string; now: Temporal.Instant },
): Promise<'renewed' | 'ended' | 'not_offered'> {
  const { loanId } = await tx
    .selectFrom('plans')
    .select('loanId')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const loan = await lockLoan(tx, loanId)
  const row = await lockPlan(tx, planId)
  const before = await newestOffer(tx, planId)
  if (row.state !== 'offered' || !before) return 'not_offered'
  const basis = await basisOf(tx, loan, now)
  const history = { ...(await historyOf(tx, loanId, now)), isAsked: false }
  const plan = barsToAsking(basis, history).length > 0 ? undefined : planBy(before.terms, basis)
  if (!plan || !isWorthOffering(plan, basis)) {
    const values = { state: 'expired', nextCheckAt: null } as const
    await movePlan(tx, row, values, { action: 'expired', actor: 'keyturn', now })
    return 'ended'
  }
  const { lenderId, id } = row
  await insertOffer(tx, {
    planId: id,
    lenderId,
    loanId,
    plan,
    basis,
    madeBy: before.madeBy,
    now,
    validUntil: before.validUntil,
  })
  const nextCheckAt = endOfDay(before.validUntil, loan.lender.timeZone)
  const values = { nextCheckAt, opens: opensBy(basis) }
  await movePlan(tx, row, values, { action: 'renewed', actor: 'keyturn', now })
  return 'renewed'
}

function isWorthOffering(plan: Plan, basis: PlanBasis): boolean {
  return limitsBroken(plan, basis).length === 0 && isEasier(plan, basis)
}
