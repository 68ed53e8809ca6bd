import { sql } from 'kysely'

// What is lost and whose case is closed: the lender bears it, and nobody waits for it any more.
const isBorne = sql<boolean>`(told.status = 'lost' and not exists (
  select from cases
   where cases.lender_id = told.lender_id and cases.dedupe_key = 'dispute:' || told.id
     and cases.closed_at is null))`

const isOpen = sql<boolean>`(told.status not in ('won', 'lost', 'warning_closed', 'prevented'))`

const isUndecided = sql<boolean>`exists (
  select from payments
    join payment_disputes as told on told.payment_id = payments.id
   where payments.loan_id = loans.id and ${isOpen})`

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

/** For a query with `payments` in it: what its payer's bank took for good, and two people made owed again; null: nothing. */
export const owedAgainMinor = sql<string | null>`(
  select nullif(-sum(entry.amount_minor), 0) from ledger_entries as entry
    join postings on postings.id = entry.posting_id
   where entry.payment_id = payments.id and entry.account = 'disputes'
     and postings.cause in ('dispute_owed_again', 'dispute_won_back'))`

/** For the same: how much more was owed because of that. Less where a credit met it, more where a settlement is none any more. */
export const owedMoreMinor = sql<string | null>`(
  select nullif(sum(entry.amount_minor), 0) from ledger_entries as entry
    join postings on postings.id = entry.posting_id
   where entry.payment_id = payments.id and entry.account = 'loan_receivable'
     and postings.cause in ('dispute_owed_again', 'dispute_won_back'))`

/** For the same: whether its payer's bank disputes it, or has taken it back. */
export const claimOfBank = sql<'disputed' | 'taken_back' | null>`(case
  when exists (select from payment_disputes as told where told.payment_id = payments.id and ${isOpen})
    then 'disputed'
  when ${owedAgainMinor} is not null
    or (not exists (select from payment_disputes as told where told.payment_id = payments.id and ${isBorne})
        and (select sum(taken.amount_minor) from ledger_entries as taken
              where taken.payment_id = payments.id and taken.account = 'disputes') > 0)
    then 'taken_back' end)`
