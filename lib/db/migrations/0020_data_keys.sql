-- The key that seals this database's secrets, by a known text sealed with it: a process with another key does not start.
-- Another key on purpose replaces the row; what the old one sealed is then entered anew.
create table data_keys (
  proof bytea not null primary key,
  since timestamptz not null default now(),
  replaced_at timestamptz check (replaced_at >= since)
);

create unique index data_keys_current on data_keys ((true)) where replaced_at is null;
