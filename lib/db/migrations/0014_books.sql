-- Credit and debt never stand side by side on one loan.

-- What the payer's page said was owed, when it was opened; empty where there was no page.
alter table payments add column owed_minor bigint check (owed_minor >= 0);
-- What it said paying does to the lock, when that is more than nothing.
alter table payments
  add column said_effect text check (said_effect in ('until', 'indefinite', 'release')),
  add column said_until timestamptz,
  add constraint payments_said check ((said_effect is not distinct from 'until') = (said_until is not null));

/*
 * Entries go to the balances, and what is then credit and debt of one loan is set off against each other by a posting of
 * its own, in the same statement: whatever is booked, whoever books it.
 */
create or replace function ledger_entries_balance() returns trigger language plpgsql as $$
declare
  broken record;
begin
  select posting_id, currency, sum(amount_minor) as total into broken
    from inserted group by posting_id, currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'posting % is out of balance by % %', broken.posting_id, broken.total, broken.currency;
  end if;
  -- What is set off below is in the balances already.
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  with change as (
    select loan_id, max(posting_id::text) as posting_id,
           coalesce(sum(amount_minor) filter (where account = 'loan_receivable'), 0) as owed,
           coalesce(-sum(amount_minor) filter (where account = 'borrower_credit'), 0) as credit
      from inserted
     where account in ('loan_receivable', 'borrower_credit')
     group by loan_id
  ), both_sides as (
    select loans.id, loans.lender_id, loans.currency, change.posting_id,
           loans.outstanding_minor + change.owed as owed, loans.credit_minor + change.credit as credit,
           greatest(least(loans.outstanding_minor + change.owed, loans.credit_minor + change.credit), 0)
             as set_off_minor
      from loans join change on loans.id = change.loan_id
       for no key update of loans
  ), balanced as (
    update loans set
        outstanding_minor = both_sides.owed - both_sides.set_off_minor,
        credit_minor = both_sides.credit - both_sides.set_off_minor
      from both_sides
     where loans.id = both_sides.id
    returning both_sides.*
  ), posted as (
    insert into postings (lender_id, cause, cause_id)
    select lender_id, 'credit_set_off', id || ':' || posting_id from balanced where set_off_minor > 0
    returning id, cause_id
  )
  insert into ledger_entries (lender_id, posting_id, loan_id, currency, account, amount_minor)
  select balanced.lender_id, posted.id, balanced.id, balanced.currency, entry.account, entry.amount_minor
    from balanced
    join posted on posted.cause_id = balanced.id || ':' || balanced.posting_id
   cross join lateral (values ('borrower_credit', set_off_minor), ('loan_receivable', -set_off_minor))
      as entry (account, amount_minor);
  return null;
end $$;

-- What stands side by side from before.
with both_sides as (
  select id, lender_id, currency, least(outstanding_minor, credit_minor) as minor, uuidv7() as posting_id
    from loans
   where outstanding_minor > 0 and credit_minor > 0
), posted as (
  insert into postings (id, lender_id, cause, cause_id)
  select posting_id, lender_id, 'credit_set_off', id || ':before' from both_sides
)
insert into ledger_entries (lender_id, posting_id, loan_id, currency, account, amount_minor)
select lender_id, posting_id, id, currency, entry.account, entry.amount_minor
  from both_sides
 cross join lateral (values ('borrower_credit', minor), ('loan_receivable', -minor)) as entry (account, amount_minor);

alter table loans add constraint loans_credit_or_debt check (credit_minor = 0 or outstanding_minor = 0);

-- When it is said what became of a promise: some days after its end, so that money paid by then can be entered.
alter table promises add column verdict_at timestamptz;
update promises set verdict_at = ends_at;
alter table promises
  alter column verdict_at set not null,
  add constraint promises_verdict_after_end check (verdict_at >= ends_at);
drop index promises_due;
create index promises_due on promises (verdict_at) where decided_at is null;

-- Money that is left on a loan that owes nothing is somebody's task, whatever it came by.
create index loans_credit on loans (id) where credit_minor > 0;
update cases set kind = 'credit_left' where kind = 'credit_after_return';
