-- A link that pays off the whole loan, for whoever holds the phone: made for a buyer, good for a time, never on a lock screen.
alter table pay_links add column pays text not null default 'overdue' check (pays in ('overdue', 'settlement'));
-- The first moment at which nothing can be begun by it any more; what was paid by it stays to be seen.
alter table pay_links add column ends_at timestamptz;
alter table pay_links add constraint pay_links_settlement_ends check ((pays = 'settlement') = (ends_at is not null));
-- The buyer whose page shows it.
alter table pay_links add column case_id uuid references cases;
alter table pay_links add constraint pay_links_for_buyer check (case_id is null or pays = 'settlement');
drop index pay_links_current;
create unique index pay_links_current on pay_links (device_id) where revoked_at is null and pays = 'overdue';
create unique index pay_links_of_case on pay_links (case_id) where revoked_at is null and case_id is not null;
