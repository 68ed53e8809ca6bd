import { sql } from 'kysely'

/** For a query with `loans` in it: when its borrower last wrote that money was paid, in a message that nobody has answered. */
export const saidPaidAt = sql<Temporal.Instant | null>`(
  select max(wrote.at) from cases
    join audit_log as wrote on wrote.lender_id = cases.lender_id
     and wrote.subject = 'case' and wrote.subject_id = cases.id::text and wrote.action = 'case.message'
   where cases.loan_id = loans.id and cases.kind = 'borrower_dispute' and cases.closed_at is null
     and wrote.detail->>'what' in ('already_paid', 'paid_off'))`
