import { sql } from 'kysely'

// What is lost and whose case is closed: the lender bears it, and nobody waits for it any more.
const isBorne = sql<boolean>`(told.status = 'lost' and not exists (
  select from cases
   where cases.lender_id = told.lender_id and cases.dedupe_key = 'dispute:' || told.id
     and cases.closed_at is null))`

const isUndecided = sql<boolean>`exists (
  select from payments
    join payment_disputes as told on told.payment_id = payments.id
   where payments.loan_id = loans.id
     and told.status not in ('won', 'lost', 'warning_closed', 'prevented'))`

/** For the same: of what is disputed the bank has decided all, and kept some. */
export const isDisputeLost = sql<boolean>`(
  not ${isUndecided} and exists (
    select from payments
      join payment_disputes as told on told.payment_id = payments.id
     where payments.loan_id = loans.id and told.status = 'lost'))`

/** For a query with `loans` in it: the bank has taken back money that was paid on the loan, or somebody has asked it to. */
export const hasDisputedMoney = sql<boolean>`(
  ${isUndecided}
  or exists (select from payments
               join ledger_entries as taken on taken.payment_id = payments.id
              where payments.loan_id = loans.id and taken.account = 'disputes'
                and not exists (
                  select from payment_disputes as told
                   where told.payment_id = payments.id and ${isBorne})
              group by payments.id having sum(taken.amount_minor) > 0))`
