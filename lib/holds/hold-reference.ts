import { sql } from 'kysely'

/** The reference of the promise, plan, return, case or payment that a row of `holds` comes from: what people say on the telephone. */
export const holdReference = sql<string | null>`(
  select coalesce(
           (select promises.reference from promises where promises.id = cause.id),
           (select plans.reference from plans where plans.id = cause.id),
           (select returns.reference from returns where returns.id = cause.id),
           (select cases.reference from cases where cases.id = cause.id),
           (select payments.reference from payments where payments.id = cause.id),
           (select payments.reference
              from payment_disputes join payments on payments.id = payment_disputes.payment_id
             where holds.reason = 'owed_again' and payment_disputes.id = holds.cause_id))
    from (select case when holds.cause_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                      then holds.cause_id::uuid end as id) as cause)`
