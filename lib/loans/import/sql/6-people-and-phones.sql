-- Old and new of who is changed, read beside what still stands: a person with loans in several batches changes with the first.
insert into audit_log (lender_id, actor, action, subject, subject_id, detail)
select lender_id, 'import:' || runs.id, 'borrower.changed', 'borrower', borrowers.id,
       jsonb_object_agg("column" || '_before', before) || jsonb_object_agg("column" || '_after', after)
         || jsonb_build_object('file', current_setting('keyturn.import_file_name'), 'by', current_setting('keyturn.import_by'))
  from (select distinct lender_id, customer_number from import_loans) as here
  join import_changed_people as said using (lender_id, customer_number)
  join borrowers using (lender_id, customer_number)
  join import_runs_here as runs using (lender_id)
 where said.loan_number is null
   and said.before is not distinct from case "column"
         when 'borrower_name' then borrowers.name when 'email' then borrowers.email
         when 'phone' then borrowers.phone when 'nominated_phone' then borrowers.nominated_phone end
 group by lender_id, runs.id, borrowers.id;

insert into audit_log (lender_id, actor, action, subject, subject_id, detail)
select row.lender_id, 'import:' || runs.id, 'loan.passed_on', 'loan', row.loan_id,
       jsonb_build_object('customer_before', said.before, 'customer_after', said.after,
         'file', current_setting('keyturn.import_file_name'), 'by', current_setting('keyturn.import_by'))
  from import_loans as row
  join import_changed_people as said using (lender_id, loan_number)
  join import_runs_here as runs using (lender_id);

insert into borrowers (lender_id, customer_number, name, email, phone, nominated_phone, locale)
select distinct on (lender_id, customer_number)
       lender_id, customer_number, borrower_name, email, phone, nominated_phone, language
  from import_loans
 where changed && array['customer_number', 'borrower_name', 'email', 'phone', 'nominated_phone', 'language']
 order by lender_id, customer_number, line
    on conflict (lender_id, customer_number) do update
       set name = excluded.name, email = excluded.email, phone = excluded.phone,
           nominated_phone = excluded.nominated_phone, 
           -- What somebody chose outlasts what the loan book says.
           locale = coalesce(
             (select chosen.locale from contact_choices as chosen
               where chosen.borrower_id = borrowers.id and chosen.locale is not null
               order by chosen.id desc limit 1), excluded.locale);

insert into loans (id, lender_id, borrower_id, loan_number, currency, paid_elsewhere_minor, contract_type, airtime_overdue_minor)
select row.loan_id, row.lender_id, borrowers.id, row.loan_number, row.currency, row.paid_elsewhere_minor,
       coalesce(row.contract_type, 'loan'), coalesce(row.airtime_overdue_minor, 0)
  from import_loans as row
  join borrowers on borrowers.lender_id = row.lender_id and borrowers.customer_number = row.customer_number
 where row.is_new;

update loans
   set borrower_id = borrowers.id, paid_elsewhere_minor = row.paid_elsewhere_minor,
       contract_type = coalesce(row.contract_type, loans.contract_type),
       -- Airtime goes with the plan it belongs to.
       airtime_overdue_minor = case when coalesce(row.contract_type, loans.contract_type) = 'carrier_plan'
         then coalesce(row.airtime_overdue_minor, loans.airtime_overdue_minor) else 0 end
  from import_loans as row
  join borrowers on borrowers.lender_id = row.lender_id and borrowers.customer_number = row.customer_number
 where loans.id = row.loan_id and not row.is_new
   and row.changed && array['customer_number', 'paid_elsewhere', 'contract_type', 'airtime_overdue'];

-- Phones may change places between two loans, so every name that changes is given up first.
update devices
   set imei = null, imei2 = null, provider_device_id = 'given up by ' || devices.id
  from import_loans as row
 where devices.id = row.device_id
   and row.changed && array['imei', 'imei2', 'provider', 'provider_device_id'];

insert into devices (lender_id, borrower_id, loan_id, brand, model, nickname, imei, imei2, provider, provider_device_id)
select row.lender_id, loans.borrower_id, loans.id, row.brand, row.model, row.nickname,
       row.imei, row.imei2, row.provider, row.provider_device_id
  from import_loans as row
  join loans on loans.id = row.loan_id
 where row.device_id is null;

update devices
   set borrower_id = loans.borrower_id, brand = row.brand, model = row.model,
       imei = row.imei, imei2 = row.imei2, provider = row.provider, provider_device_id = row.provider_device_id
  from import_loans as row
  join loans on loans.id = row.loan_id
 where devices.id = row.device_id
   and row.changed && array['customer_number', 'brand', 'model', 'imei', 'imei2', 'provider', 'provider_device_id'];

-- Another device has not said anything yet.
update devices
   set lock_state = 'unknown', other_locks = '{}', lock_state_at = null, relock_at = null,
       last_seen_at = null, read_at = null
  from import_loans as row
 where devices.id = row.device_id and row.changed && array['provider', 'provider_device_id'];
