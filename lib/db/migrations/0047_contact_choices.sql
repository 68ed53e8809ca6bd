-- What a borrower wants of us: every change is a row of its own, by whom and when; the newest counts.
create table contact_choices (
  id uuid primary key default uuidv7(),
  lender_id uuid not null references lenders,
  borrower_id uuid not null references borrowers,
  -- Empty: nothing was chosen, so it is as the lender has it.
  channel text check (channel in ('email', 'sms', 'both')),
  from_hour smallint check (from_hour between 0 and 23),
  until_hour smallint check (until_hour between 1 and 24),
  is_stopped boolean not null,
  locale text check (locale in ('en', 'es', 'ar')),
  chosen_by text not null,
  chosen_at timestamptz not null,
  constraint contact_choices_hours check ((from_hour is null) = (until_hour is null) and from_hour < until_hour)
);
create index contact_choices_newest on contact_choices (borrower_id, id desc);
create trigger contact_choices_append_only before update or delete or truncate on contact_choices
 for each statement execute function refuse_change();

-- Somebody without an account here, who paid for another or wrote to us, and wants nothing more.
create table contact_stops (
  lender_id uuid not null references lenders,
  email text not null,
  stopped_at timestamptz not null,
  primary key (lender_id, email)
);

-- Whose notice it is, where it is a borrower's, and what the gate said of it.
-- As its mail was titled: whoever got it finds it by that among what we sent.
alter table notices add column subject text;
alter table notices add column borrower_id uuid references borrowers;
alter table notices add column gate text check (gate in (
  'any_hour', 'within_hours', 'still_told', 'lender_hours', 'own_hours', 'stopped', 'other_channel', 'not_true'));
update notices set borrower_id = found.id
  from (select (array_agg(id))[1] as id, lender_id, address
          from borrowers cross join lateral unnest(array[email, nominated_phone]) as address
         where address is not null group by lender_id, address having count(*) = 1) as found
 where notices.lender_id = found.lender_id and notices.recipient = found.address
   and notices.kind not like '%\_helper' and notices.kind <> 'buyer_answered';
create index notices_of_borrower on notices (borrower_id, sent_at desc) where sent_at is not null;
