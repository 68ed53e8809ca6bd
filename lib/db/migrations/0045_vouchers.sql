-- What the provider said to show at the counter, while a voucher of it is to be paid: digits alone.
alter table payments add column voucher jsonb;
alter table payments add constraint payments_voucher check (
  voucher is null
  or (jsonb_typeof(voucher) = 'object' and coalesce(jsonb_typeof(voucher -> 'stores') = 'array', false)));
-- A page that still takes money has no voucher.
alter table payments add constraint payments_voucher_made check (
  voucher is null or state not in ('opening', 'open'));
-- The ways of paying that the account can really take; null: it does not say.
alter table payment_accounts add column methods text[];
