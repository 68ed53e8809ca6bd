-- Who lends, who borrows, and the phones between them.

create table lenders (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  host text not null unique check (host = lower(host)),
  name text not null,
  locale text not null check (locale in ('en', 'es', 'ar')),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  accent_color text not null check (accent_color ~ '^#[0-9a-f]{6}$'),
  help_phone text not null,
  help_email text not null,
  help_hours text not null,
  statement_descriptor text not null check (length(statement_descriptor) between 5 and 22),
  payment_methods text[] not null default '{card}',
  policy jsonb not null,
  created_at timestamptz not null default now()
);

create table borrowers (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  customer_number text not null,
  name text not null,
  email text check (email = lower(email)),
  phone text check (phone ~ '^\+[0-9]{7,15}$'),
  nominated_phone text check (nominated_phone ~ '^\+[0-9]{7,15}$'),
  locale text not null check (locale in ('en', 'es', 'ar')),
  created_at timestamptz not null default now(),
  unique (lender_id, customer_number),
  unique (lender_id, id)
);
create index borrowers_email on borrowers (lender_id, email) where email is not null;
create index borrowers_phone on borrowers (lender_id, phone) where phone is not null;
create index borrowers_nominated_phone on borrowers (lender_id, nominated_phone)
  where nominated_phone is not null;

create table loans (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  borrower_id uuid not null,
  loan_number text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Both balances are kept by the ledger's trigger and by nothing else.
  outstanding_minor bigint not null default 0 check (outstanding_minor >= 0),
  credit_minor bigint not null default 0 check (credit_minor >= 0),
  paid_elsewhere_minor bigint not null default 0 check (paid_elsewhere_minor >= 0),
  created_at timestamptz not null default now(),
  unique (lender_id, loan_number),
  unique (lender_id, id),
  foreign key (lender_id, borrower_id) references borrowers (lender_id, id)
);
create index loans_borrower on loans (borrower_id);

create table schedules (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  version integer not null check (version > 0),
  source text not null check (source in ('import', 'restructuring')),
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  unique (loan_id, version),
  foreign key (lender_id, loan_id) references loans (lender_id, id)
);
create unique index schedules_current on schedules (loan_id) where superseded_at is null;

create table installments (
  lender_id uuid not null references lenders,
  schedule_id uuid not null references schedules,
  number integer not null check (number > 0),
  due_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (schedule_id, number)
);

create table mdm_connections (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  provider text not null,
  base_url text,
  -- Sealed with DATA_KEY: lib/seal.ts.
  secret_sealed bytea,
  settings jsonb not null default '{}',
  paused_at timestamptz,
  paused_reason text,
  created_at timestamptz not null default now(),
  unique (lender_id, provider)
);

create table devices (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  borrower_id uuid not null,
  loan_id uuid not null unique,
  brand text not null,
  model text not null,
  nickname text,
  imei text check (imei ~ '^[0-9]{15}$'),
  imei2 text check (imei2 ~ '^[0-9]{15}$'),
  provider text not null,
  provider_device_id text not null,
  created_at timestamptz not null default now(),
  -- The newest evidence, copied from device_evidence by recordEvidence.
  lock_state text not null default 'unknown'
    check (lock_state in ('locked', 'unlocked', 'unlocking', 'locking', 'released', 'not_enrolled', 'unknown')),
  other_locks text[] not null default '{}',
  lock_state_at timestamptz,
  relock_at timestamptz,
  last_seen_at timestamptz,
  -- When we last asked, whatever came back.
  read_at timestamptz,
  unique (lender_id, id),
  unique (lender_id, provider, provider_device_id),
  foreign key (lender_id, borrower_id) references borrowers (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id)
);
create index devices_borrower on devices (borrower_id);
create unique index devices_imei on devices (lender_id, imei) where imei is not null;
create index devices_imei2 on devices (lender_id, imei2) where imei2 is not null;
create index devices_locked on devices (lender_id, id) where lock_state = 'locked';
-- Which phones are asked next how they stand; those never asked come first.
create index devices_to_read on devices (lock_state, (coalesce(read_at, '-infinity'::timestamptz)))
  where provider <> 'manual';

-- The date it is for people in a zone: an installment is late the day after it is due, there.
create function today_in(time_zone text) returns date language sql stable as $$
  select (now() at time zone time_zone)::date
$$;
