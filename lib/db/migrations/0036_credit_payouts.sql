-- Credit that staff gave back by hand or from the lender's bank: who, how, on which day, and who agreed.
create table credit_payouts (
  -- The cause of its posting.
  id uuid primary key,
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  method text not null check (method in ('cash', 'bank_transfer')),
  paid_on date not null,
  paid_by uuid not null,
  approval_id uuid references approvals,
  note text not null check (note <> ''),
  booked_at timestamptz not null,
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  foreign key (lender_id, paid_by) references staff (lender_id, id)
);
create index credit_payouts_day on credit_payouts (lender_id, booked_at);
create index credit_payouts_loan on credit_payouts (loan_id);

insert into credit_payouts
       (id, lender_id, loan_id, currency, amount_minor, method, paid_on, paid_by, approval_id, note, booked_at)
select postings.cause_id::uuid, postings.lender_id, entry.loan_id, entry.currency, entry.amount_minor,
       line.detail ->> 'method', (line.detail ->> 'paidOn')::date, staff.id,
       (line.detail ->> 'approval')::uuid, line.detail ->> 'note', postings.posted_at
  from postings
  join ledger_entries as entry on entry.posting_id = postings.id and entry.account = 'borrower_credit'
  -- Both were written by one transaction.
  join audit_log as line on line.action = 'loan.credit_paid_out' and line.subject = 'loan'
   and line.subject_id = entry.loan_id::text and line.at = postings.posted_at
   and line.detail ->> 'amountMinor' = entry.amount_minor::text
  join staff on line.actor = 'staff:' || staff.id and staff.lender_id = postings.lender_id
 where postings.cause = 'credit_paid_out';

create trigger credit_payouts_append_only before update or delete or truncate on credit_payouts
  for each statement execute function refuse_change();
