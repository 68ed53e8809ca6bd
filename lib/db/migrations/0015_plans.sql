-- A lender's new schedule ends a plan.
alter table restructurings drop constraint restructurings_state_check;
alter table restructurings add constraint restructurings_state_check check (state in (
  'asked', 'offered', 'refused', 'withdrawn', 'expired', 'active', 'kept', 'missed', 'replaced', 'superseded'));

-- Through this day a plan can be left at no cost, as was said when it was accepted.
alter table restructurings add column withdraw_until date;

-- What an offer takes off what is owed: the part of the running plan's cost that is not earned when it is replaced.
alter table restructuring_offers add column cost_returned_minor bigint not null default 0
  check (cost_returned_minor >= 0);

-- Plans that a lender's schedule has already taken the place of; the next look at them tells who must know.
with ended as (
  update restructurings
     set state = 'superseded', state_at = now(), version = restructurings.version + 1, next_check_at = now()
    from schedules
   where restructurings.state = 'active' and schedules.loan_id = restructurings.loan_id
     and schedules.superseded_at is null and schedules.source = 'import'
  returning restructurings.id, restructurings.lender_id
)
insert into journal (lender_id, actor, action, subject, subject_id, detail)
select lender_id, 'keyturn', 'restructuring.superseded', 'restructuring', id, '{}' from ended;

-- What was said to settle a loan, until when, and to whom: it binds through its last day.
create table settlement_quotes (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  outstanding_minor bigint not null check (outstanding_minor > 0),
  amount_minor bigint not null check (amount_minor > 0),
  rebate_minor bigint not null check (rebate_minor >= 0),
  valid_until date not null,
  seen_by text not null,
  seen_at timestamptz not null,
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  constraint settlement_quotes_seen_once unique (loan_id, valid_until, amount_minor, rebate_minor, seen_by)
);
create trigger settlement_quotes_append_only before update or delete or truncate on settlement_quotes
  for each statement execute function refuse_change();
