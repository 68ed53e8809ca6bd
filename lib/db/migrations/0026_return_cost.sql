-- What of a running plan's cost falls away with the return: the figures after it count without.
alter table return_quotes
  add column cost_returned_minor bigint not null default 0 check (cost_returned_minor >= 0);
