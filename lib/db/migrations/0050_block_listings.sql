-- A phone that the lender, or somebody for it, has put on a list by which networks block it, until it is off again.
create table block_listings (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  loan_id uuid not null,
  -- What the list is called where one asks about it.
  list text not null check (char_length(list) between 1 and 80),
  listed_on date not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  removal_requested_on date check (removal_requested_on >= listed_on),
  request_reference text check (char_length(request_reference) between 1 and 80),
  requested_by uuid,
  removed_on date check (removed_on >= listed_on),
  -- What proves it: the list's own number or letter.
  removal_proof text check (char_length(removal_proof) between 1 and 80),
  removed_by uuid,
  -- Noted by mistake: never was on it.
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  foreign key (lender_id, loan_id) references loans (lender_id, id),
  foreign key (lender_id, noted_by) references staff (lender_id, id),
  foreign key (lender_id, requested_by) references staff (lender_id, id),
  foreign key (lender_id, removed_by) references staff (lender_id, id),
  foreign key (lender_id, withdrawn_by) references staff (lender_id, id),
  constraint block_listings_requested check (num_nulls(removal_requested_on, request_reference, requested_by) in (0, 3)),
  constraint block_listings_removed check (num_nulls(removed_on, removal_proof, removed_by) in (0, 3)),
  constraint block_listings_withdrawn check (num_nulls(withdrawn_at, withdrawn_by) in (0, 2)),
  constraint block_listings_one_end check (removed_on is null or withdrawn_at is null)
);
create unique index block_listings_current on block_listings (loan_id, lower(list)) where removed_on is null and withdrawn_at is null;
