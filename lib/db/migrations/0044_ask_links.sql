-- What a pay link is for; what it asks for follows from that. A lock screen has one, the borrower gives others to whom they ask.
drop index pay_links_current;
alter table pay_links drop constraint pay_links_pays_check;
alter table pay_links drop constraint pay_links_settlement_ends;
alter table pay_links rename column pays to purpose;
alter table pay_links alter column purpose set default 'lock_screen';
update pay_links set purpose = 'lock_screen' where purpose = 'overdue';
alter table pay_links add constraint pay_links_purpose_check check (purpose in ('lock_screen', 'ask', 'settlement'));
alter table pay_links add constraint pay_links_stand_until check ((purpose = 'lock_screen') = (ends_at is null));
create unique index pay_links_current on pay_links (device_id) where revoked_at is null and purpose = 'lock_screen';
-- Whom the borrower made it for, in words of their own; nobody else is shown it. What a person counts as one character may be ten here.
alter table pay_links add column name text check (char_length(name) between 1 and 600);
-- When somebody first looked at it in a browser that runs scripts. Messengers fetch an address as well, and run none.
alter table pay_links add column opened_at timestamptz;
alter table pay_links add constraint pay_links_of_asking check (purpose = 'ask' or (name is null and opened_at is null));
