-- The people of a lender, what they decide, and what needs two of them.

create table staff (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('agent', 'approver', 'admin')),
  locale text not null default 'en' check (locale in ('en', 'es', 'ar')),
  -- argon2id with its salt and costs, as text; empty until the invitation is taken up.
  password_hash text,
  totp_secret_sealed bytea,
  totp_confirmed_at timestamptz,
  -- The last time step whose code was used: a code works once.
  totp_used_step bigint,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  unique (lender_id, email),
  unique (lender_id, id)
);

create table staff_invitations (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  staff_id uuid not null,
  token_hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (lender_id, staff_id) references staff (lender_id, id)
);

create table staff_sessions (
  id uuid primary key default uuidv7(),
  secret_hash bytea not null unique,
  lender_id uuid not null references lenders,
  staff_id uuid not null,
  -- Empty after the password: nothing is shown before the second proof.
  proved_at timestamptz,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  foreign key (lender_id, staff_id) references staff (lender_id, id)
);
create index staff_sessions_staff on staff_sessions (staff_id, seen_at);

-- A link by which a borrower signs in once, made after a person has checked who asks.
create table sign_in_links (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  borrower_id uuid not null,
  token_hash bytea not null unique,
  made_by uuid not null,
  identity_note text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (lender_id, borrower_id) references borrowers (lender_id, id),
  foreign key (lender_id, made_by) references staff (lender_id, id)
);

create index cases_loan on cases (loan_id, opened_at desc) where loan_id is not null;
alter table cases add column version integer not null default 1;
alter table cases add column taken_by uuid references staff;
alter table cases add column taken_at timestamptz;
alter table cases add column closing_note text;
-- When somebody was promised an answer.
alter table cases add column due_at timestamptz;

-- What a borrower was answered who said that something is wrong: once for a case, and never changed.
create table dispute_answers (
  case_id uuid primary key references cases,
  lender_id uuid not null references lenders,
  outcome text not null check (outcome in ('upheld', 'partly_upheld', 'not_upheld')),
  answer text not null check (answer <> ''),
  answered_by uuid not null,
  answered_at timestamptz not null,
  -- Until when the phone is left open after it; empty when nothing kept the lock side away.
  open_until timestamptz check (open_until > answered_at),
  foreign key (lender_id, answered_by) references staff (lender_id, id)
);
create trigger dispute_answers_append_only before update or delete or truncate on dispute_answers
  for each statement execute function refuse_change();

-- What two people must agree on. The second is never the first.
create table approvals (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  kind text not null check (kind in ('refund', 'release', 'settings')),
  subject_id text not null,
  -- What is to be done, exactly, and what was seen when it was asked.
  detail jsonb not null,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'withdrawn', 'stale')),
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  foreign key (lender_id, asked_by) references staff (lender_id, id),
  foreign key (lender_id, decided_by) references staff (lender_id, id),
  check (decided_by is null or state = 'withdrawn' or decided_by <> asked_by),
  check ((state = 'waiting') = (decided_at is null))
);
create unique index approvals_one_waiting on approvals (kind, subject_id) where state = 'waiting';
create index approvals_waiting on approvals (lender_id, asked_at) where state = 'waiting';
create index approvals_decided on approvals (lender_id, decided_at desc) where state <> 'waiting';
create index approvals_asked on approvals (lender_id, asked_at desc);

-- Every version of a lender's settings, whole. The newest one in force is copied into `lenders`.
create table settings_versions (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  version integer not null check (version > 0),
  settings jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null default now(),
  approval_id uuid references approvals,
  unique (lender_id, version)
);
create trigger settings_versions_append_only before update or delete or truncate on settings_versions
  for each statement execute function refuse_change();

-- When somebody last made sure that the telephone number, the address and the hours are right.
alter table lenders add column help_checked_on date;
alter table lenders add column settings_version integer not null default 0;

create index journal_lender on journal (lender_id, id desc);
-- Where no service can say that a phone is open, somebody of the staff does, by name.
alter table device_evidence add column said_by uuid;
alter table device_evidence add foreign key (lender_id, said_by) references staff (lender_id, id);
alter table device_evidence add check ((source = 'person') = (said_by is not null));
-- An open phone closes the cases about opening it.
create index cases_unlock on cases (unlock_id) where unlock_id is not null;
-- The desk searches by what people have at hand.
create index payments_lender_reference on payments (lender_id, reference);
-- The work list looks for unlocks that were promised and did not come.
create index unlocks_late on unlocks (lender_id, deadline_at)
  where is_newest and late_at is not null and state not in ('confirmed', 'superseded');
-- What somebody was told, on the page of their loan.
create index notices_recipient on notices (lender_id, recipient, created_at desc);
-- A link that is to be shown on the phone's lock screen: when it is tried next; empty: it is there, or nobody asked.
alter table pay_links add column show_next_at timestamptz;
alter table pay_links add column show_attempts integer not null default 0;
alter table pay_links add column shown_at timestamptz;
-- What kept the lock service from taking it.
alter table pay_links add column show_failure text;
create index pay_links_device on pay_links (device_id);
create index pay_links_to_show on pay_links (show_next_at) where show_next_at is not null;
