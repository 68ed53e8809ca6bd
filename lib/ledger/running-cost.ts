import { sql } from 'kysely'
import type { PlanCost } from '#lib/domain/plan/cost.ts'

export type RunningCost = PlanCost & { planId: string }

type PlanCostText = Record<'planId' | 'costMinor' | 'agreedOn' | 'lastDueOn', string> & {
  withdrawUntil: string | null
}

/** For a query with `loans` in it: what the plan costs that the loan runs by, as long as nothing of it has fallen away. */
export const planCost = sql<PlanCostText | null>`(
  select json_build_object('planId', plan.id, 'costMinor', offer.cost_minor::text,
           'agreedOn', (plan.accepted_at at time zone lender.time_zone)::date,
           'lastDueOn', offer.installments -> -1 ->> 1, 'withdrawUntil', plan.withdraw_until)
    from plans as plan
    join plan_offers as offer on offer.id = plan.accepted_offer_id
    join lenders as lender on lender.id = plan.lender_id
   where plan.loan_id = loans.id and plan.state = 'active' and offer.cost_minor > 0
     and not exists (select from postings
                      where cause = 'plan_cost_returned' and cause_id = plan.id::text))`

export function toPlanCost(text: PlanCostText): RunningCost {
  const { planId, costMinor, agreedOn, lastDueOn, withdrawUntil } = text
  return {
    planId,
    costMinor: BigInt(costMinor),
    agreedOn: Temporal.PlainDate.from(agreedOn),
    lastDueOn: Temporal.PlainDate.from(lastDueOn),
    withdrawUntil: withdrawUntil === null ? null : Temporal.PlainDate.from(withdrawUntil),
  }
}
