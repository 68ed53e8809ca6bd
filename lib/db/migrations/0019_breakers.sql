-- Outside systems that do not answer, as all workers see them. No row: the system answers.
create table breakers (
  lane text primary key,
  -- Null: a system of the whole installation, as the mail server is.
  lender_id uuid references lenders,
  failures integer not null check (failures > 0),
  failed_at timestamptz not null,
  reason text not null,
  -- Since when nothing goes to it but a try now and then. Null: it is in doubt.
  opened_at timestamptz,
  try_at timestamptz,
  constraint breakers_open_check check ((opened_at is null) = (try_at is null))
);
