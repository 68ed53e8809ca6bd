import { sql } from 'kysely'

/** The day on which staff took money that they entered later: nobody knows the time. Null: the moment is known. */
export const paidOn = sql<Temporal.PlainDate | null>`(
  select (payments.paid_at at time zone lenders.time_zone)::date from lenders
   where lenders.id = payments.lender_id
     and payments.opened_by = 'staff' and payments.paid_at <> payments.created_at)`
