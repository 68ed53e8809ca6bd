-- When a borrower cannot pay: promises, restructurings, returns, and the holds that keep the lock side away.

-- Every hold ends by itself: `until_at` is never empty.
create table holds (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  -- A hold is about one loan, or (an outage) about every phone of one lock provider.
  loan_id uuid,
  provider text,
  reason text not null check (reason in (
    'plan_pending', 'plan_missed', 'promise', 'dispute', 'dispute_answered', 'return', 'breathing_space',
    'bereavement', 'provider_outage', 'staff')),
  -- The promise, restructuring, return or case it comes from; its own id when it comes from nothing else.
  cause_id text not null,
  note text,
  placed_by text not null,
  from_at timestamptz not null default now(),
  until_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text check (end_reason in ('over', 'kept', 'broken', 'withdrawn', 'decided', 'replaced', 'staff')),
  unique (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  check ((loan_id is null) <> (provider is null)),
  check (until_at > from_at),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null))
);
create unique index holds_one_for_a_cause on holds (reason, cause_id) where ended_at is null;
create index holds_loan on holds (loan_id, from_at desc) where loan_id is not null;
create index holds_lender on holds (lender_id, id desc);
create index holds_provider on holds (lender_id, provider) where provider is not null;
create index holds_due on holds (until_at) where ended_at is null;
-- What is asked of every locked phone: whether it is held now.
create index holds_in_force on holds (loan_id, until_at) where ended_at is null and loan_id is not null;

alter table unlocks drop constraint unlocks_cause_check;
alter table unlocks add constraint unlocks_cause_check
  check (cause in ('payment', 'reconciler', 'staff', 'plan', 'return', 'hold'));
-- What is asked of every locked phone, twice a minute: until when it was opened, and whether for good.
create index unlocks_open_until on unlocks (device_id, relock_at) where relock_at is not null;
create index unlocks_release on unlocks (device_id) where intent = 'release';

create table promises (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  reference text not null unique,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  due_on date not null,
  -- The end of that day where the lender is, and when the borrower is reminded of it.
  ends_at timestamptz not null,
  -- Past that end, until when it waits for money that was on its way by then.
  waits_until timestamptz,
  remind_at timestamptz not null,
  -- What was overdue when it was made.
  arrears_minor bigint not null check (arrears_minor > 0),
  -- The newest entry of the ledger then: what is booked later counts.
  after_entry bigint not null,
  state text not null default 'open' check (state in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn')),
  state_at timestamptz not null default now(),
  -- What the ledger says was paid between making it and deciding.
  paid_minor bigint check (paid_minor >= 0),
  made_by text not null,
  made_at timestamptz not null default now(),
  reminded_at timestamptz,
  -- When the verdict became final: kept before its day is looked at once more when the day is over.
  decided_at timestamptz,
  unique (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  check (ends_at > made_at),
  check (waits_until > ends_at),
  check (state not in ('partly_kept', 'broken', 'withdrawn') or decided_at is not null),
  check (state <> 'open' or decided_at is null),
  check ((state in ('kept', 'partly_kept', 'broken')) = (paid_minor is not null))
);
create unique index promises_one_open on promises (loan_id) where state = 'open';
create index promises_loan on promises (loan_id, made_at desc);
create index promises_due on promises (ends_at) where decided_at is null;
create index promises_to_remind on promises (remind_at) where state = 'open' and reminded_at is null;

create table restructurings (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  reference text not null unique,
  state text not null check (state in (
    'asked', 'offered', 'refused', 'withdrawn', 'expired', 'active', 'kept', 'missed', 'replaced')),
  state_at timestamptz not null default now(),
  reasons text[] not null default '{}',
  reason_note text,
  -- What comes in and goes out in a month, when the borrower chose to say: minor units by name.
  budget jsonb,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  -- A person decides until then.
  decide_by timestamptz,
  -- Counts every change: who decides on an older one is told.
  version integer not null default 1,
  decided_by text,
  decided_at timestamptz,
  -- What the borrower reads.
  decision_note text,
  refusals text[] not null default '{}',
  accepted_offer_id uuid,
  accepted_at timestamptz,
  opens text check (opens in ('on_acceptance', 'after_first_payment')),
  -- The first missed installment that was warned about.
  warned_at timestamptz,
  warned_installment integer,
  -- When the sweep must look at this row again; empty once it is over.
  next_check_at timestamptz,
  unique (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id)
);
-- One plan per loan; while it runs, one request to change it.
create unique index restructurings_one_open on restructurings (loan_id) where state in ('asked', 'offered');
create unique index restructurings_one_active on restructurings (loan_id) where state = 'active';
create index restructurings_due on restructurings (next_check_at) where next_check_at is not null;
create index restructurings_loan on restructurings (loan_id, asked_at desc);
create index restructurings_to_decide on restructurings (lender_id, decide_by) where state = 'asked';

-- A whole schedule, as it was shown. It is never changed: what is accepted is what was seen.
create table restructuring_offers (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  restructuring_id uuid not null references restructurings,
  kind text not null check (kind in ('longer_term', 'smaller_installments', 'pause', 'part_now', 'own_amount', 'counter')),
  made_by text not null,
  made_at timestamptz not null default now(),
  -- What it was computed by: extra and pause months, a part now, an amount per month; kept for fresh figures.
  terms jsonb not null,
  -- Computed from this schedule and this balance; when either has changed it is shown again, not accepted.
  from_schedule_id uuid not null references schedules,
  outstanding_minor bigint not null check (outstanding_minor > 0),
  cost_minor bigint not null check (cost_minor >= 0),
  -- [[number, dueOn, amountMinor as text], …]
  installments jsonb not null,
  valid_until date not null
);
create index restructuring_offers_of on restructuring_offers (restructuring_id, made_at);
create trigger restructuring_offers_append_only before update or delete or truncate on restructuring_offers
  for each statement execute function refuse_change();
alter table restructurings add foreign key (accepted_offer_id) references restructuring_offers;
alter table schedules add column restructuring_id uuid references restructurings;
alter table schedules drop constraint schedules_source_check;
alter table schedules add constraint schedules_source_check
  check (source in ('import', 'restructuring', 'restored', 'return'));

create table returns (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  device_id uuid not null,
  reference text not null unique,
  state text not null default 'offered' check (state in (
    'offered', 'arranged', 'received', 'inspected', 'agreed', 'disputed', 'settled', 'closed', 'withdrawn', 'expired')),
  state_at timestamptz not null default now(),
  -- Counts every change: who acts on an older one is told.
  version integer not null default 1,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  -- The quote in force: the newest of return_quotes.
  quote_id uuid,
  hand_over text check (hand_over in ('drop_off', 'courier')),
  drop_off_point text,
  courier_on date,
  courier_slot text,
  courier_address text,
  arranged_at timestamptz,
  send_by date,
  -- When the borrower was reminded of that day.
  reminded_at timestamptz,
  -- Confirmed, or moved with a reason, by a person at the lender.
  scheduled_at timestamptz,
  scheduled_by text,
  schedule_note text,
  unlock_id uuid references unlocks,
  data_window_until timestamptz,
  -- A separate consent, given at hand-over. Keyturn itself never sends a wipe.
  wipe_consent_at timestamptz,
  wipe_consent_by text,
  received_at timestamptz,
  received_by text,
  -- What was still on the phone when it came: names of return_checks.
  accounts_left text[] not null default '{}',
  condition text check (condition in ('good', 'worn', 'damaged', 'not_working')),
  inspection_note text,
  inspected_at timestamptz,
  inspected_by text,
  -- Without an answer until then, the figure stands.
  answer_by timestamptz,
  dispute_note text,
  disputed_at timestamptz,
  decision_note text,
  decided_by text,
  -- What is still owed after the return, as agreed; booked when settled.
  owed_after_minor bigint check (owed_after_minor >= 0),
  agreed_at timestamptz,
  settled_at timestamptz,
  closed_at timestamptz,
  -- When the sweep must look at this row again; empty once it is over.
  next_action_at timestamptz,
  unique (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  foreign key (lender_id, device_id) references devices (lender_id, id)
);
create unique index returns_one_live on returns (loan_id)
  where state not in ('closed', 'withdrawn', 'expired');
create index returns_loan on returns (loan_id, asked_at desc);
create index returns_due on returns (next_action_at) where next_action_at is not null;
create index returns_open on returns (lender_id, state_at) where state not in ('closed', 'withdrawn', 'expired');
create index returns_over on returns (lender_id, state_at desc, id) where state in ('closed', 'withdrawn', 'expired');

create table return_quotes (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  return_id uuid not null references returns,
  version integer not null check (version > 0),
  rule text not null check (rule in ('loan_closed', 'settlement', 'half')),
  outstanding_minor bigint not null check (outstanding_minor >= 0),
  total_price_minor bigint not null check (total_price_minor > 0),
  paid_minor bigint not null check (paid_minor >= 0),
  -- What the lender's rule went by: kept for a version with a newer balance.
  terms jsonb not null,
  -- What would be owed in each condition: minor units as text by condition.
  owed_after jsonb not null,
  valid_until date not null,
  made_at timestamptz not null default now(),
  unique (return_id, version)
);
create trigger return_quotes_append_only before update or delete or truncate on return_quotes
  for each statement execute function refuse_change();
alter table returns add foreign key (quote_id) references return_quotes;

-- Since then the phone is the lender's again: nothing is asked of its lock.
alter table devices add column returned_at timestamptz;

create table return_checks (
  return_id uuid not null references returns,
  lender_id uuid not null references lenders,
  item text not null check (item in (
    'backup', 'google_account', 'mi_account', 'find_device', 'samsung_account', 'sim_card', 'screen_lock')),
  ticked_at timestamptz not null default now(),
  ticked_by text not null,
  primary key (return_id, item)
);

create table return_photos (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  return_id uuid not null references returns,
  -- Re-encoded: nothing of what a camera writes beside the picture is kept.
  image bytea not null check (length(image) <= 4000000),
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  added_by text not null,
  added_at timestamptz not null default now()
);
create index return_photos_of on return_photos (return_id, added_at);

-- What the lender's lock side is told, signed, until it answers.
create table webhook_endpoints (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  url text not null check (url ~ '^https?://'),
  secret_sealed bytea not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index webhook_endpoints_current on webhook_endpoints (lender_id, url) where removed_at is null;

create table webhook_deliveries (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  endpoint_id uuid not null references webhook_endpoints,
  type text not null,
  cause_id text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_status integer,
  failure text,
  delivered_at timestamptz,
  failed_at timestamptz,
  unique (endpoint_id, type, cause_id)
);
create index webhook_deliveries_of on webhook_deliveries (endpoint_id, created_at desc);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at)
  where delivered_at is null and failed_at is null;

create table api_keys (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  name text not null,
  key_hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_lender on api_keys (lender_id);

-- More ways of money: the accounts of what a return, an apology and cash do, and of what is let go.
alter table ledger_entries drop constraint ledger_entries_account_check;
alter table ledger_entries add constraint ledger_entries_account_check check (account in (
  'loan_receivable', 'borrower_credit', 'stripe_clearing', 'lender_book', 'settlement_rebate', 'disputes', 'fees',
  'suspense', 'cash', 'plan_cost', 'return_value', 'apology_credit', 'written_off'));
alter table payments drop constraint payments_opened_by_check;
alter table payments add constraint payments_opened_by_check check (opened_by in ('borrower', 'pay_link', 'staff'));
-- How it was paid, by Stripe's name for the method; 'cash' when staff took it.
alter table payments add column method text;
-- When the payer was done, where the money comes days later (voucher, bank debit): from then on it counts.
alter table payments add column processing_at timestamptz;
-- The number on the paper receipt that staff wrote: the same money is not entered twice.
alter table payments add column office_receipt text;
-- A wrong entry is undone by its own posting, never edited.
alter table payments add column reversed_at timestamptz;
create unique index payments_office_receipt on payments (lender_id, office_receipt)
  where office_receipt is not null and reversed_at is null;

-- Which captured money goes back, when a payment has more than its own; empty: its own.
alter table refunds add column payment_intent_id text;
-- Why, in the words of who asked.
alter table refunds add column note text;
create index stripe_events_object on stripe_events (object_id);

-- As before, and a person may book what was set aside.
create or replace function payments_only_forward() returns trigger language plpgsql as $$
declare
  rank constant jsonb := '{"opening":0,"open":1,"processing":2,"failed":3,"expired":3,"cancelled":3,"set_aside":4,"paid":5}';
begin
  if old.state <> new.state and ((rank ->> new.state)::int <= (rank ->> old.state)::int) then
    raise exception 'payment % cannot go from % to %', old.id, old.state, new.state;
  end if;
  if old.asked_minor <> new.asked_minor or old.currency <> new.currency or old.loan_id <> new.loan_id then
    raise exception 'payment %: what was asked never changes', old.id;
  end if;
  return new;
end $$;
