import { sql } from 'kysely'

/** For a query with `loans` in it: the loan runs by a plan that opens the phone with its first payment, and none has come. */
export const awaitsFirstPayment = sql<boolean>`exists (
  select from schedules as agreed
    join restructurings as plan on plan.id = agreed.restructuring_id
   where agreed.loan_id = loans.id and agreed.superseded_at is null
     and plan.opens = 'after_first_payment'
     and not exists (
       select from payments as since
        where since.loan_id = loans.id and since.state = 'paid' and since.reversed_at is null
          and since.booked_at >= plan.accepted_at))`
