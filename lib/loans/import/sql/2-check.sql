-- What no single row can show: the same thing named twice, here or in the books.
analyze import_rows;

insert into import_faults
select line, 'loan_number', loan_number,
       'this loan is also on line ' || first_line
         || case when loan_number <> first_number then ', as "' || first_number || '"' else '' end
  from (select line, loan_number, first_value(line) over same as first_line,
               first_value(loan_number) over same as first_number
          from import_rows
         where lender_id is not null and loan_number is not null
        window same as (partition by lender_id, loan_key order by line)) as loan
 where line > first_line;

-- Numbers are compared without case, spaces and punctuation: two loans whose numbers differ only so would be one.
insert into import_faults
select row.line, 'loan_number', row.loan_number,
       'the books know this number as "' || loans.loan_number
         || '": write it so, or give another loan another number'
  from import_rows as row
  join loans on loans.lender_id = row.lender_id and loans.loan_key = row.loan_key
 where loans.loan_number <> row.loan_number;

create temp table import_imeis as
select line, lender_id, loan_number, 'imei' as "column", imei from import_rows where imei is not null
union all
select line, lender_id, loan_number, 'imei2', imei2 from import_rows where imei2 is not null;
analyze import_imeis;

insert into import_faults
select line, "column", imei, 'this phone is also on line ' || first_line
  from (select *, min(line) over (partition by lender_id, imei) as first_line
          from import_imeis where lender_id is not null) as phone
 where line > first_line;

insert into import_faults
select line, 'provider_device_id', provider_device_id, 'this device is also on line ' || first_line
  from (select *, min(line) over (partition by lender_id, provider, provider_device_id) as first_line
          from import_rows
         where lender_id is not null and provider is not null and provider_device_id is not null) as device
 where line > first_line;

-- A phone may move between two loans that are both in the file, so only loans outside it can be in the way.
insert into import_faults
select phone.line, phone."column", phone.imei, 'this phone belongs to loan ' || loans.loan_number
  from import_imeis as phone
  join (select lender_id, loan_id, imei from devices where imei is not null
        union all
        select lender_id, loan_id, imei2 from devices where imei2 is not null) as known
    on known.lender_id = phone.lender_id and known.imei = phone.imei
  join loans on loans.id = known.loan_id
 where loans.loan_number is distinct from phone.loan_number
   and not exists (select from import_rows as other
                    where other.lender_id = loans.lender_id and other.loan_number = loans.loan_number);

insert into import_faults
select row.line, 'provider_device_id', row.provider_device_id, 'this device belongs to loan ' || loans.loan_number
  from import_rows as row
  join devices
    on devices.lender_id = row.lender_id and devices.provider = row.provider
   and devices.provider_device_id = row.provider_device_id
  join loans on loans.id = devices.loan_id
 where loans.loan_number is distinct from row.loan_number
   and not exists (select from import_rows as other
                    where other.lender_id = loans.lender_id and other.loan_number = loans.loan_number);

insert into import_faults
select row.line, 'currency', row.currency, 'this loan is booked in ' || loans.currency || ' and stays so'
  from import_rows as row
  join loans on loans.lender_id = row.lender_id and loans.loan_number = row.loan_number
 where row.currency <> loans.currency;

-- One borrower may have several rows; what is said about the person must then be the same in all of them.
-- A row that is refused anyway does not contradict anybody.
insert into import_faults
select row.line, said."column", said.here,
       'line ' || first.line || ' says ' || coalesce('"' || said.there || '"', 'nothing') || ' for the same customer_number'
  from import_rows as row
  join (select distinct on (lender_id, customer_number) *
          from import_rows where not has_faults
         order by lender_id, customer_number, line) as first
    on first.lender_id = row.lender_id and first.customer_number = row.customer_number and row.line > first.line
 cross join lateral (values
         ('borrower_name', row.borrower_name, first.borrower_name),
         ('email', row.email, first.email),
         ('phone', row.phone, first.phone),
         ('nominated_phone', row.nominated_phone, first.nominated_phone),
         ('language', row.language, first.language)) as said ("column", here, there)
 where not row.has_faults and said.here is distinct from said.there;
