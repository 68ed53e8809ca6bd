-- A statement for whoever looks at the phone, beside the one for whoever buys it: each stands by itself.
alter table statements add column purpose text not null default 'lock'
  constraint statements_purpose_check check (purpose = any (array['lock', 'visit']));
drop index statements_standing;
-- Nobody has more than one of a kind that stands for a phone.
create unique index statements_standing on statements (device_id, made_by, purpose) where withdrawn_at is null;
