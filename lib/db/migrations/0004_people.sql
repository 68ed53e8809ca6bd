-- Signing in, pay links, and what people are told.

create table challenges (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  -- Null when nobody answers to what was typed: the page must not tell.
  borrower_id uuid references borrowers,
  -- One of several who share the e-mail address typed: told to use the loan number, never signed in.
  ambiguous_borrower_id uuid references borrowers,
  method text check (method in ('email', 'sms', 'lock_screen', 'recovery_code')),
  identifier_hash bytea not null,
  code_hash bytea,
  device_id uuid references devices,
  tries integer not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index challenges_borrower on challenges (borrower_id, created_at desc);

create table recovery_codes (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  borrower_id uuid not null references borrowers,
  code_hash bytea not null unique,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  revoked_at timestamptz
);
create index recovery_codes_borrower on recovery_codes (borrower_id);

create table sessions (
  id uuid primary key default uuidv7(),
  secret_hash bytea not null unique,
  lender_id uuid not null references lenders,
  borrower_id uuid not null references borrowers,
  own_device boolean not null default false,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_borrower on sessions (borrower_id) where ended_at is null;

-- Written and read by rate-limiter-flexible.
create table rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

create table pay_links (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  device_id uuid not null references devices,
  code text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create unique index pay_links_current on pay_links (device_id) where revoked_at is null;

create table notices (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  kind text not null,
  cause_id text not null,
  channel text not null check (channel in ('email', 'sms')),
  recipient text not null,
  locale text not null check (locale in ('en', 'es', 'ar')),
  detail jsonb not null,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  unique (kind, cause_id, channel)
);
create index notices_due on notices (next_attempt_at) where sent_at is null and failed_at is null;

create table cases (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  reference text not null unique,
  kind text not null,
  loan_id uuid references loans,
  payment_id uuid references payments,
  unlock_id uuid references unlocks,
  stripe_event_id text references stripe_events,
  detail jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by text,
  dedupe_key text not null
);
-- The same trouble seen again is the same case, until a person has closed it.
create unique index cases_same_trouble on cases (dedupe_key) where closed_at is null;
create index cases_payment on cases (payment_id) where payment_id is not null;
create index cases_open on cases (lender_id, opened_at) where closed_at is null;

create table journal (
  id bigint generated always as identity primary key,
  lender_id uuid not null references lenders,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  subject_id text not null,
  detail jsonb not null default '{}'
);
create index journal_subject on journal (subject, subject_id, at);
-- The desk reads it newest first, by who did it, by what was done, and to what kind of record.
create index journal_actor on journal (lender_id, actor, id desc);
create index journal_action on journal (lender_id, action, id desc);
create index journal_kind on journal (lender_id, subject, id desc);
create trigger journal_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();

create table import_runs (
  id uuid primary key default uuidv7(),
  lender_id uuid references lenders,
  file_name text not null,
  rows integer not null,
  loans_created integer not null,
  loans_updated integer not null,
  finished_at timestamptz not null default now()
);
