-- What each change does to the books, read from the balances under lock.
create temp table import_postings on commit drop as
with owed as (
  select row.loan_id, row.lender_id, row.currency, row.is_new, runs.id as run_id,
         coalesce(loans.outstanding_minor, 0) as outstanding,
         coalesce(loans.credit_minor, 0) as credit,
         -- More asked for makes the loan larger, more paid elsewhere makes it smaller.
         case when 'installments' = any (row.changed)
              then row.total_minor - coalesce(before.total_minor, 0) else 0 end as asked,
         coalesce(loans.paid_elsewhere_minor, 0) - row.paid_elsewhere_minor as unpaid,
         -coalesce(cost.minor, 0) as uncost
    from import_loans as row
    join import_runs_here as runs using (lender_id)
    left join loans on loans.id = row.loan_id
    left join lateral (
           select sum(installments.amount_minor)::bigint as total_minor
             from schedules join installments on installments.schedule_id = schedules.id
            where not row.is_new and 'installments' = any (row.changed)
              and schedules.loan_id = loans.id
              -- The lender's own last word: a plan or a return since then asks only for what was left.
              and schedules.version = (select version from import_last_words as last
                                        where last.loan_id = loans.id)) as before on true
    -- What is owed is what the file says: what plans have cost, and is not paid whole, falls away with their schedules.
    left join lateral (
           select -sum(entry.amount_minor)::bigint as minor
             from ledger_entries as entry
             join postings on postings.id = entry.posting_id
             left join plans as plan on plan.loan_id = entry.loan_id and plan.id::text = postings.cause_id
            where not row.is_new and 'installments' = any (row.changed)
              and entry.loan_id = loans.id and entry.account = 'plan_cost'
              and plan.state is distinct from 'kept') as cost on true
   where row.changed && array['installments', 'paid_elsewhere']
),
-- A larger loan first uses up the borrower's credit; a smaller one leaves as credit what nothing is owed for.
after_asked as (
  select *, case when asked > 0 then greatest(asked - credit, 0)
                 else greatest(asked, -outstanding) end as asked_owed
    from owed
),
after_both as (
  select *, case when unpaid > 0 then greatest(unpaid - (credit - (asked - asked_owed)), 0)
                 else greatest(unpaid, -(outstanding + asked_owed)) end as unpaid_owed
    from after_asked
),
after_all as (
  select *, greatest(uncost, -(outstanding + asked_owed + unpaid_owed)) as uncost_owed
    from after_both
)
select uuidv7() as id, lender_id, loan_id, currency, posting.*
  from after_all
 cross join lateral (values
         (case when is_new then 'loan_opened' else 'loan_changed' end,
          case when is_new then loan_id::text else loan_id || ':' || run_id end, 'lender_book', asked, asked_owed),
         ('paid_elsewhere', loan_id || ':' || run_id, 'lender_book', unpaid, unpaid_owed),
         ('plan_cost_returned', loan_id || ':' || run_id, 'plan_cost', uncost, uncost_owed)
       ) as posting (cause, cause_id, account, change, owed)
 where change <> 0;
