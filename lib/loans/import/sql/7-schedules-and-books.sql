-- The lender's new schedule ends the plan that the loan runs by; the next look at it tells the borrower.
create temp table import_ended_plans on commit drop as
select plan.id, row.lender_id
  from plans as plan join import_loans as row on row.loan_id = plan.loan_id
 where plan.state = 'active' and not row.is_new and 'installments' = any (row.changed);

update plans
   set state = 'superseded', state_at = now(), version = plans.version + 1, next_check_at = now()
  from import_ended_plans as ended
 where plans.id = ended.id;

insert into audit_log (lender_id, actor, action, subject, subject_id, detail)
select ended.lender_id, 'import:' || runs.id, 'plan.superseded', 'plan', ended.id, '{}'
  from import_ended_plans as ended join import_runs_here as runs using (lender_id);

update schedules
   set superseded_at = now()
  from import_loans as row
 where schedules.loan_id = row.loan_id and schedules.superseded_at is null
   and not row.is_new and 'installments' = any (row.changed);

insert into schedules (id, lender_id, loan_id, version, source)
select row.schedule_id, row.lender_id, row.loan_id, 1 + coalesce(last.version, 0), 'import'
  from import_loans as row
  left join lateral (select max(version) as version from schedules where loan_id = row.loan_id) as last
    on not row.is_new
 where 'installments' = any (row.changed);

insert into installments (lender_id, schedule_id, number, due_on, amount_minor)
select row.lender_id, row.schedule_id, installment.number, installment.due_on, installment.amount_minor
  from import_loans as row
 cross join lateral unnest(row.due_on, row.amounts_minor) with ordinality as installment (due_on, amount_minor, number)
 where 'installments' = any (row.changed);

insert into postings (id, lender_id, cause, cause_id)
select id, lender_id, cause, cause_id from import_postings;

insert into ledger_entries (lender_id, posting_id, loan_id, currency, account, amount_minor)
select posting.lender_id, posting.id, posting.loan_id, posting.currency, entry.account, entry.amount_minor
  from import_postings as posting
 cross join lateral (values
         ('loan_receivable', owed),
         ('borrower_credit', change - owed),
         (posting.account, -change)) as entry (account, amount_minor)
 where entry.amount_minor <> 0;

insert into audit_log (lender_id, actor, action, subject, subject_id, detail)
select row.lender_id, 'import:' || runs.id, case when is_new then 'loan.opened' else 'loan.updated' end,
       'loan', row.loan_id,
       case when is_new then '{}' else jsonb_build_object('changed', array_to_string(changed, ', ')) end
  from import_loans as row join import_runs_here as runs using (lender_id)
 where is_new or changed <> '{}';

-- What was paid elsewhere opens phones and keeps promises, as any other money does; what is taken back takes along what was waived, and the time it bought.
select graphile_worker.add_job(
         'follow-elsewhere', json_build_object('postingId', posting.id, 'loanId', posting.loan_id),
         job_key => 'elsewhere:' || posting.id, priority => 10, flags => array['later'], max_attempts => 25)
  from import_postings as posting
  join import_loans as row using (loan_id)
 where posting.cause = 'paid_elsewhere' and not row.is_new;
