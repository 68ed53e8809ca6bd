-- The number of a paper receipt as it is compared: how it was written does not make it another.
alter table payments add column office_receipt_key text;

update payments set office_receipt_key = kept.key
  from (select distinct on (lender_id, key) id, key
          from (select id, lender_id, booked_at,
                       lower(regexp_replace(normalize(office_receipt, NFKC), '[[:space:][:punct:]]', '', 'g')) as key
                  from payments where office_receipt is not null and reversed_at is null) as written
         where key <> ''
         order by lender_id, key, booked_at) as kept
 where payments.id = kept.id;

create unique index payments_office_receipt_key on payments (lender_id, office_receipt_key)
  where office_receipt_key is not null and reversed_at is null;
