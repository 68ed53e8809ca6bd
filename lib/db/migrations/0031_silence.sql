-- Since when a system has not answered: the first of the times in a row, not the one at which it was given up.
alter table breakers add column silent_at timestamptz not null default now();
update breakers set silent_at = coalesce(opened_at, failed_at);
