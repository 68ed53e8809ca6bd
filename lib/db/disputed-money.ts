import { sql } from 'kysely'

/** For a query with `loans` in it: the bank has taken back money that was paid on the loan, or somebody has asked it to. */
export const hasDisputedMoney = sql<boolean>`(
  exists (select from payments
            join payment_disputes as told on told.payment_id = payments.id
           where payments.loan_id = loans.id
             and told.status not in ('won', 'lost', 'warning_closed', 'prevented'))
  or exists (select from payments
               join ledger_entries as taken on taken.payment_id = payments.id
              where payments.loan_id = loans.id and taken.account = 'disputes'
              group by payments.id having sum(taken.amount_minor) > 0))`
