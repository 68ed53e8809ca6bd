import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { barsToAsking, limitsBroken } from '#lib/domain/plan/decision.ts'
import type { PlanGround } from '#lib/domain/plan/ground.ts'
import { isEasier } from '#lib/domain/plan/load.ts'
import { type Plan, planBy } from '#lib/domain/plan/plan.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { groundOf, historyOf, opensBy } from './loan-ground.ts'
import { lockPlan, movePlan } from './move-plan.ts'
import { newestOffer } from './newest-offer.ts'
import { insertOffer } from './offer-row.ts'

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
  const ground = await groundOf(tx, loan, now)
  const history = { ...(await historyOf(tx, loanId, now)), isAsked: false }
  const plan = barsToAsking(ground, history).length > 0 ? undefined : planBy(before.terms, ground)
  if (!plan || !isWorthOffering(plan, ground)) {
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
    ground,
    madeBy: before.madeBy,
    now,
    validUntil: before.validUntil,
  })
  const nextCheckAt = endOfDay(before.validUntil, loan.lender.timeZone)
  const values = { nextCheckAt, opens: opensBy(ground) }
  await movePlan(tx, row, values, { action: 'renewed', actor: 'keyturn', now })
  return 'renewed'
}

function isWorthOffering(plan: Plan, ground: PlanGround): boolean {
  return limitsBroken(plan, ground).length === 0 && isEasier(plan, ground)
}
