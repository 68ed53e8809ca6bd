-- One person's word about money opens phones only so far: who took it, and the two who agreed where one is not enough.
alter table approvals
  add column loan_id uuid,
  add foreign key (lender_id, loan_id) references loans (lender_id, id);
alter table approvals drop constraint approvals_kind_check;
alter table approvals add constraint approvals_kind_check
  check (kind in ('refund', 'release', 'settings', 'owed_again', 'cash', 'return'));
update approvals set loan_id = subject_id::uuid where kind = 'release';
update approvals set loan_id = payments.loan_id
  from payments
 where approvals.kind in ('refund', 'owed_again') and payments.id::text = approvals.subject_id;
create index approvals_waiting_loan on approvals (loan_id) where state = 'waiting';

alter table payments
  add column taken_by uuid,
  add column approval_id uuid references approvals,
  add foreign key (lender_id, taken_by) references staff (lender_id, id);
update payments set taken_by = staff.id
  from journal
  join staff on journal.actor = 'staff:' || staff.id
 where payments.opened_by = 'staff' and staff.lender_id = payments.lender_id
   and journal.action = 'payment.taken_by_staff' and journal.subject = 'payment'
   and journal.subject_id = payments.id::text;
create index payments_taken on payments (lender_id, booked_at) where taken_by is not null;
create index payments_taken_by on payments (taken_by, booked_at) where taken_by is not null;
create index payments_taken_reversed on payments (lender_id, reversed_at)
  where taken_by is not null and reversed_at is not null;

alter table returns add column approval_id uuid references approvals;

create function agreed_by_two(approval uuid, lender uuid, what text, subject uuid) returns boolean
language sql stable as $$
  select exists (
    select from approvals
     where id = approval and lender_id = lender and kind = what and subject_id = subject::text
       and state = 'approved' and decided_by <> asked_by)
$$;

-- What one person enters alone on one day stays within the lender's limit. What was undone counts: its phone was opened.
create function cash_within_limit() returns trigger language plpgsql as $$
declare
  zone text;
  limit_minor bigint;
  day date;
  taken_minor bigint;
begin
  if new.taken_by is null or new.booked_at is null then
    raise exception 'payment %: who took the money, and when it was entered', new.id;
  end if;
  if new.approval_id is not null then
    if not agreed_by_two(new.approval_id, new.lender_id, 'cash', new.id) then
      raise exception 'payment %: two people have not agreed on it', new.id;
    end if;
    return new;
  end if;
  -- One entry of a person after the other: two at once would both find room.
  perform from staff where id = new.taken_by for no key update;
  select time_zone, coalesce((policy -> 'desk' -> 'cashAloneMinor' ->> new.currency)::bigint, 0)
    into zone, limit_minor from lenders where id = new.lender_id;
  day := (new.booked_at at time zone zone)::date;
  select coalesce(sum(asked_minor), 0) into taken_minor
    from payments
   where taken_by = new.taken_by and approval_id is null and currency = new.currency
     and booked_at >= day::timestamp at time zone zone
     and booked_at < (day + 1)::timestamp at time zone zone;
  if taken_minor + new.asked_minor > limit_minor then
    raise exception 'payment %: more than one person takes alone on one day', new.id;
  end if;
  return new;
end $$;
create trigger cash_within_limit before insert on payments
  for each row when (new.opened_by = 'staff') execute function cash_within_limit();

create function cash_stays_as_taken() returns trigger language plpgsql as $$
begin
  raise exception 'payment %: who took it and who agreed never changes', old.id;
end $$;
create trigger cash_stays_as_taken before update on payments
  for each row when (
    old.taken_by is distinct from new.taken_by or old.approval_id is distinct from new.approval_id)
  execute function cash_stays_as_taken();

-- Money on one person's word alone never ends a loan: with its end the lock goes for good, and more than is owed is credit.
create function cash_ends_by_two() returns trigger language plpgsql as $$
begin
  if exists (
    select from inserted
      join postings on postings.id = inserted.posting_id and postings.cause = 'cash'
      join payments on payments.id = inserted.payment_id and payments.approval_id is null
      join loans on loans.id = inserted.loan_id
     where inserted.account in ('loan_receivable', 'borrower_credit') and loans.outstanding_minor = 0) then
    raise exception 'one person alone ends no loan by cash';
  end if;
  return null;
end $$;
-- By its name after the balance of the loan is known.
create trigger ledger_entries_cash_ends_by_two after insert on ledger_entries
  referencing new table as inserted for each statement execute function cash_ends_by_two();

-- A phone's value is taken off a loan by what the photos show, or by two people.
create function return_settled_as_seen() returns trigger language plpgsql as $$
begin
  if not exists (select from return_photos where return_id = new.id and added_by like 'staff:%')
     and (new.approval_id is null
          or not agreed_by_two(new.approval_id, new.lender_id, 'return', new.id)) then
    raise exception 'return %: settled without a photo, and two people have not agreed', new.id;
  end if;
  return new;
end $$;
create trigger return_settled_as_seen before update of state on returns
  for each row when (new.state = 'settled' and old.state <> 'settled')
  execute function return_settled_as_seen();

-- What a second person counted of somebody's cash and took over, and what the entries said at that moment.
create table cash_counts (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  day date not null,
  taken_by uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  entered_minor bigint not null,
  counted_minor bigint not null check (counted_minor >= 0),
  note text,
  counted_by text not null,
  counted_at timestamptz not null,
  foreign key (lender_id, taken_by) references staff (lender_id, id),
  check (counted_by like 'staff:%' and counted_by <> 'staff:' || taken_by),
  check (counted_minor = entered_minor or coalesce(note, '') <> '')
);
create index cash_counts_day on cash_counts (lender_id, day);
create trigger cash_counts_append_only before update or delete or truncate on cash_counts
  for each statement execute function refuse_change();
