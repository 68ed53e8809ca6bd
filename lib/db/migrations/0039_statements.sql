-- What a lender states about one phone's lock, signed: whoever has the code can read and check it. It names nobody.
create table statements (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  device_id uuid not null,
  code text not null unique,
  -- The very text that is signed, and Ed25519's signature over it.
  says text not null check (says <> ''),
  signature bytea not null check (octet_length(signature) = 64),
  key_id uuid not null,
  -- Who asked for it: the borrower, or whoever paid the loan off by a link.
  made_by text not null,
  made_at timestamptz not null,
  -- From when on it says nothing any more; empty: what it says cannot change by time.
  ends_at timestamptz,
  -- The link by which the amount that it names is paid.
  pay_link_id uuid,
  withdrawn_at timestamptz,
  constraint statements_times check (ends_at > made_at and withdrawn_at >= made_at),
  foreign key (lender_id, device_id) references devices (lender_id, id),
  foreign key (lender_id, pay_link_id) references pay_links (lender_id, id)
);
create index statements_device on statements (device_id, made_at desc);
-- Nobody has more than one that stands for a phone.
create unique index statements_standing on statements (device_id, made_by) where withdrawn_at is null;

-- The keys that statements were signed by, to check them without us. The private ones follow from DATA_KEY and are kept nowhere.
create table statement_keys (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  -- What people call it: the beginning of its hash.
  name text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  first_used_at timestamptz not null,
  unique (lender_id, name),
  unique (lender_id, id)
);
alter table statements add foreign key (lender_id, key_id) references statement_keys (lender_id, id);
