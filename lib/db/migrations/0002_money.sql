-- The books: what was asked, what Stripe said, and double entry.

create table payments (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  reference text not null unique,
  opened_by text not null check (opened_by in ('borrower', 'pay_link')),
  choice text not null check (choice in ('installment', 'arrears', 'arrears_and_next', 'settle', 'other')),
  asked_minor bigint not null check (asked_minor > 0),
  -- What the lender waives when a settlement quote is paid in time.
  rebate_minor bigint not null default 0 check (rebate_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null default 'opening'
    check (state in ('opening', 'open', 'processing', 'paid', 'set_aside', 'failed', 'expired', 'cancelled')),
  receipt_email text,
  locale text not null check (locale in ('en', 'es', 'ar')),
  checkout_session_id text unique,
  checkout_url text,
  payment_intent_id text unique,
  expires_at timestamptz,
  -- The payer came back from Stripe's page and did not cancel: money may be on its way.
  returned_at timestamptz,
  paid_minor bigint check (paid_minor > 0),
  paid_at timestamptz,
  booked_at timestamptz,
  effect text check (effect in ('none', 'until', 'indefinite', 'release')),
  failure text,
  -- Why money that came was not booked to the loan.
  set_aside_reason text,
  checks integer not null default 0,
  -- The other payment this one was made beside, when two people paid at once.
  duplicate_of uuid references payments,
  created_at timestamptz not null default now(),
  state_at timestamptz not null default now(),
  next_check_at timestamptz,
  unique (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  check ((state = 'paid') = (paid_minor is not null)),
  check ((state = 'paid') = (paid_at is not null))
);
create unique index payments_one_open on payments (loan_id) where state in ('opening', 'open');
create index payments_loan on payments (loan_id, created_at desc);
create index payments_due on payments (next_check_at) where state in ('opening', 'open', 'processing');

create function payments_only_forward() returns trigger language plpgsql as $$
declare
  -- Money that arrives late wins over every other ending, so 'paid' is last.
  rank constant jsonb := '{"opening":0,"open":1,"processing":2,"failed":3,"expired":3,"cancelled":3,"paid":4,"set_aside":4}';
begin
  if old.state <> new.state and (rank ->> new.state)::int <= (rank ->> old.state)::int then
    raise exception 'payment % cannot go from % to %', old.id, old.state, new.state;
  end if;
  if old.asked_minor <> new.asked_minor or old.currency <> new.currency or old.loan_id <> new.loan_id then
    raise exception 'payment %: what was asked never changes', old.id;
  end if;
  return new;
end $$;
create trigger payments_only_forward before update on payments
  for each row execute function payments_only_forward();

create table stripe_events (
  id text primary key,
  type text not null,
  object_id text,
  account text,
  livemode boolean not null,
  payload jsonb not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  outcome text check (outcome in ('applied', 'ignored', 'set_aside')),
  reason text
);
create index stripe_events_due on stripe_events (received_at) where handled_at is null;

create table refunds (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  payment_id uuid not null references payments,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  requested_by text not null,
  state text not null default 'requested' check (state in ('requested', 'pending', 'succeeded', 'failed')),
  stripe_refund_id text unique,
  created_at timestamptz not null default now(),
  state_at timestamptz not null default now(),
  -- One automatic refund for one reason, however often the cause is seen.
  unique (payment_id, reason)
);
create index refunds_due on refunds (created_at) where state = 'requested';

create table postings (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  cause text not null,
  cause_id text not null,
  posted_at timestamptz not null default now(),
  unique (cause, cause_id)
);

create table ledger_entries (
  id bigint generated always as identity primary key,
  lender_id uuid not null references lenders,
  posting_id uuid not null references postings,
  account text not null check (account in (
    'loan_receivable', 'borrower_credit', 'stripe_clearing', 'lender_book',
    'settlement_rebate', 'disputes', 'fees', 'suspense')),
  -- Debits are positive, credits negative.
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  loan_id uuid references loans,
  payment_id uuid references payments,
  check (account not in ('loan_receivable', 'borrower_credit') or loan_id is not null)
);
create index ledger_entries_posting on ledger_entries (posting_id);
create index ledger_entries_loan on ledger_entries (loan_id) where loan_id is not null;
create index ledger_entries_payment on ledger_entries (payment_id) where payment_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger postings_append_only before update or delete or truncate on postings
  for each statement execute function refuse_change();
create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function refuse_change();

-- A posting is written by one INSERT of all its entries, so it can be checked at once.
create function ledger_entries_balance() returns trigger language plpgsql as $$
declare
  broken record;
begin
  select posting_id, currency, sum(amount_minor) as total into broken
    from inserted group by posting_id, currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'posting % is out of balance by % %', broken.posting_id, broken.total, broken.currency;
  end if;
  update loans set
      outstanding_minor = loans.outstanding_minor + change.receivable,
      credit_minor = loans.credit_minor - change.credit
    from (select loan_id,
                 coalesce(sum(amount_minor) filter (where account = 'loan_receivable'), 0) as receivable,
                 coalesce(sum(amount_minor) filter (where account = 'borrower_credit'), 0) as credit
            from inserted
           where account in ('loan_receivable', 'borrower_credit')
           group by loan_id) as change
   where loans.id = change.loan_id;
  return null;
end $$;
create trigger ledger_entries_balance after insert on ledger_entries
  referencing new table as inserted for each statement execute function ledger_entries_balance();

create function ledger_entries_same_currency() returns trigger language plpgsql as $$
begin
  if exists (select from inserted join loans on loans.id = inserted.loan_id
              where inserted.account in ('loan_receivable', 'borrower_credit')
                and inserted.currency <> loans.currency) then
    raise exception 'a loan is booked only in its own currency';
  end if;
  return null;
end $$;
create trigger ledger_entries_same_currency after insert on ledger_entries
  referencing new table as inserted for each statement execute function ledger_entries_same_currency();
