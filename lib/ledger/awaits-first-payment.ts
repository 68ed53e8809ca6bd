import { sql } from 'kysely'

/**
 * For a query with `loans` in it: the loan runs by a plan that opens the phone with its first payment, and the plan's
 * first installment is not paid yet. Money pays the oldest first, whatever its source, so what is owed says it.
 */
export const awaitsFirstPayment = sql<boolean>`exists (
  select from schedules as agreed
    join plans as plan on plan.id = agreed.plan_id
   where agreed.loan_id = loans.id and agreed.superseded_at is null
     and agreed.source = 'plan' and plan.opens = 'after_first_payment'
     and loans.outstanding_minor > (
       select coalesce(sum(later.amount_minor), 0)
         from (select installments.amount_minor from installments
                where installments.schedule_id = agreed.id
                order by installments.due_on, installments.number offset 1) as later))`
