-- A payment belongs to whoever opened it: the borrower, or the holder of one pay link.

alter table pay_links add unique (lender_id, id);
alter table payments add column pay_link_id uuid;
alter table payments add foreign key (lender_id, pay_link_id) references pay_links (lender_id, id);
-- Of what was opened before, the link that stood at that moment.
update payments set pay_link_id = (
  select pay_links.id
    from pay_links join devices on devices.id = pay_links.device_id
   where devices.loan_id = payments.loan_id and pay_links.lender_id = payments.lender_id
   order by pay_links.created_at <= payments.created_at
              and coalesce(pay_links.revoked_at > payments.created_at, true) desc, pay_links.created_at
   limit 1)
 where opened_by = 'pay_link';
alter table payments add constraint payments_link_of_opener check ((opened_by = 'pay_link') = (pay_link_id is not null));

-- Since when its payer is at Stripe's page; none: they came back without paying, or were never sent.
alter table payments add column at_checkout_since timestamptz;
update payments set at_checkout_since = created_at where state = 'open';
