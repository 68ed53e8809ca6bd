-- Which phones of one lock service are asked next how they stand; those never asked come first.
drop index devices_to_read;
create index devices_to_read
  on devices (lender_id, provider, lock_state, (coalesce(read_at, '-infinity'::timestamptz)))
  where provider <> 'manual';
