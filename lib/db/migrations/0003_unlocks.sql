-- What was asked of the lock side, every attempt, and what the devices said.

create table unlocks (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  device_id uuid not null,
  loan_id uuid not null,
  reference text not null unique,
  idempotency_key text not null unique,
  cause text not null check (cause in ('payment', 'reconciler', 'staff', 'plan', 'return')),
  cause_id text not null,
  intent text not null check (intent in ('until', 'indefinite', 'release')),
  relock_at timestamptz,
  state text not null default 'requested' check (state in (
    'requested', 'dispatching', 'retry_wait', 'accepted', 'delivered',
    'confirmed', 'rejected', 'failed', 'expired', 'superseded')),
  state_at timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  dispatched_at timestamptz,
  accepted_at timestamptz,
  confirmed_at timestamptz,
  attempts integer not null default 0,
  polls integer not null default 0,
  -- When a worker must look at this row again; the queue is only the wake-up.
  next_action_at timestamptz not null default now(),
  handle text,
  must_read_state boolean not null default false,
  deadline_at timestamptz not null,
  late_at timestamptz,
  relocked_at timestamptz,
  error_class text,
  error_detail text,
  superseded_by uuid references unlocks,
  -- Kept by the trigger: what stands for its phone, whatever became of it.
  is_newest boolean not null default true,
  unique (lender_id, id),
  foreign key (lender_id, device_id) references devices (lender_id, id),
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  check ((intent = 'until') = (relock_at is not null))
);
create unique index unlocks_one_live on unlocks (device_id)
  where state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered');
create index unlocks_due on unlocks (next_action_at)
  where state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered');
create index unlocks_device on unlocks (device_id, requested_at desc);
create index unlocks_deadline on unlocks (deadline_at)
  where late_at is null and state not in ('confirmed', 'superseded');

create index unlocks_loan on unlocks (loan_id);
-- What the desk's board shows: not what was given up years ago and asked again since.
create index unlocks_not_over on unlocks (lender_id, requested_at)
  where is_newest and state not in ('confirmed', 'superseded');
-- Nearly every newest unlock is confirmed: else the planner expects thousands there, and reads every phone for them.
create statistics unlocks_standing (mcv) on is_newest, state from unlocks;

create function unlocks_newest() returns trigger language plpgsql as $$
begin
  update unlocks set is_newest = false
   where device_id = new.device_id and requested_at < new.requested_at and is_newest and id <> new.id;
  new.is_newest := not exists (
    select from unlocks as newer
     where newer.device_id = new.device_id and newer.requested_at > new.requested_at and newer.id <> new.id);
  return new;
end $$;
create trigger unlocks_newest before insert or update of requested_at on unlocks
  for each row execute function unlocks_newest();

create index unlocks_superseded_by on unlocks (superseded_by) where superseded_by is not null;

alter table payments add column unlock_id uuid references unlocks;
create index payments_unlock on payments (unlock_id) where unlock_id is not null;

create table unlock_attempts (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  unlock_id uuid not null references unlocks,
  number integer not null,
  kind text not null check (kind in ('send', 'read_state')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  outcome text not null,
  error_class text,
  http_status integer,
  detail text
);
create index unlock_attempts_unlock on unlock_attempts (unlock_id, started_at);

create table offline_codes (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  unlock_id uuid not null references unlocks,
  code_sealed bytea not null,
  expires_at timestamptz,
  issued_at timestamptz not null default now()
);
create index offline_codes_unlock on offline_codes (unlock_id, issued_at desc);

create table device_evidence (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  device_id uuid not null,
  source text not null check (source in ('webhook', 'status_read', 'command_result', 'person')),
  dedupe_key text not null unique,
  actual text not null check (actual in (
    'locked', 'unlocked', 'unlocking', 'locking', 'released', 'not_enrolled', 'unknown')),
  desired text,
  other_locks text[] not null default '{}',
  relock_at timestamptz,
  last_seen_at timestamptz,
  observed_at timestamptz not null,
  received_at timestamptz not null default now(),
  raw_status text not null,
  foreign key (lender_id, device_id) references devices (lender_id, id)
);
create index device_evidence_device on device_evidence (device_id, observed_at desc);
create trigger device_evidence_append_only before update or delete or truncate on device_evidence
  for each statement execute function refuse_change();
