-- Enough to sort and hash a whole book without going through the disk.
set local work_mem = '64MB';

-- In small steps, each with its statistics: right after a large import the books have none yet.
create temp table import_matches as
select row.line, loans.id as loan_id
  from import_rows as row
  join loans on loans.lender_id = row.lender_id and loans.loan_number = row.loan_number;
analyze import_matches;

-- The lender's own last word, which a plan may have replaced since.
create temp table import_last_words as
select match.line, match.loan_id, max(schedules.version) as version
  from import_matches as match
  join schedules on schedules.loan_id = match.loan_id and schedules.source = 'import'
 group by match.line, match.loan_id;
analyze import_last_words;

-- The current schedule, and that last word; not where a plan older than it has come back over it.
create temp table import_schedules as
select match.line, schedules.id as schedule_id
  from import_matches as match
  join schedules on schedules.loan_id = match.loan_id
  left join import_last_words as last using (line)
 where schedules.superseded_at is null
    or (schedules.version = last.version
        and not exists (
          select from schedules as current
            join schedules as agreed
              on agreed.loan_id = current.loan_id and agreed.plan_id = current.plan_id
           where current.loan_id = match.loan_id and current.superseded_at is null
             and agreed.version < last.version));
analyze import_schedules;

create temp table import_known_schedules as
select known.line,
       array_agg(installments.due_on order by installments.number) as due_on,
       array_agg(installments.amount_minor order by installments.number) as amounts_minor
  from import_schedules as known
  join installments on installments.schedule_id = known.schedule_id
 group by known.line, known.schedule_id;
analyze import_known_schedules;

create temp table import_same_schedules as
select distinct row.line
  from import_rows as row
  join import_known_schedules as known using (line)
 where known.due_on = row.due_on and known.amounts_minor = row.amounts_minor;
analyze import_same_schedules;

-- Each row beside what the books hold, with the columns that differ. A nickname is the borrower's once the loan is there.
create temp table import_book as
select row.*,
       coalesce(loans.id, uuidv7()) as loan_id,
       loans.id is null as is_new,
       devices.id as device_id,
       uuidv7() as schedule_id,
       array_remove(array[
         case when borrowers.id is distinct from loans.borrower_id then 'customer_number' end,
         case when borrowers.name is distinct from row.borrower_name then 'borrower_name' end,
         case when borrowers.email is distinct from row.email then 'email' end,
         case when borrowers.phone is distinct from row.phone then 'phone' end,
         case when borrowers.nominated_phone is distinct from row.nominated_phone then 'nominated_phone' end,
         case when borrowers.locale is distinct from row.language then 'language' end,
         case when devices.brand is distinct from row.brand then 'brand' end,
         case when devices.model is distinct from row.model then 'model' end,
         case when devices.imei is distinct from row.imei then 'imei' end,
         case when devices.imei2 is distinct from row.imei2 then 'imei2' end,
         case when devices.provider is distinct from row.provider then 'provider' end,
         case when devices.provider_device_id is distinct from row.provider_device_id then 'provider_device_id' end,
         case when known.line is null then 'installments' end,
         case when loans.paid_elsewhere_minor is distinct from row.paid_elsewhere_minor then 'paid_elsewhere' end,
         case when coalesce(row.contract_type, loans.contract_type) is distinct from loans.contract_type then 'contract_type' end,
         case when coalesce(row.airtime_overdue_minor, loans.airtime_overdue_minor) is distinct from loans.airtime_overdue_minor
              then 'airtime_overdue' end
       ], null) as changed
  from import_rows as row
  left join loans on loans.lender_id = row.lender_id and loans.loan_number = row.loan_number
  left join borrowers on borrowers.lender_id = row.lender_id and borrowers.customer_number = row.customer_number
  left join devices on devices.loan_id = loans.id
  left join import_same_schedules as known on known.line = row.line;

create index on import_book (loan_id);
analyze import_book;

create temp table import_runs_here as
select lender_id, uuidv7() as id from import_book group by lender_id;

-- Phones that change places between loans are written together: their loans are one batch, the first.
create temp table import_moves as
with wanted as (
  select loan_id, lender_id, provider, provider_device_id, imei from import_book where changed <> '{}'
  union all
  select loan_id, lender_id, null, null, imei2 from import_book where changed <> '{}' and imei2 is not null)
select wanted.loan_id, devices.loan_id as holder_id
  from wanted
  join devices
    on devices.lender_id = wanted.lender_id and devices.loan_id <> wanted.loan_id
   and devices.provider = wanted.provider and devices.provider_device_id = wanted.provider_device_id
union
select wanted.loan_id, devices.loan_id
  from wanted
  join (select lender_id, loan_id, imei from devices where imei is not null
        union all
        select lender_id, loan_id, imei2 from devices where imei2 is not null) as devices
    on devices.lender_id = wanted.lender_id and devices.imei = wanted.imei
   and devices.loan_id <> wanted.loan_id;

-- What one transaction writes. New loans keep nobody waiting, so there are more of them in one.
create temp table import_batches as
select loan_id,
       dense_rank() over (order by kind, place / case kind when 'known' then 200 when 'new' then 5000 else 2147483647 end) as batch
  from (select loan_id, kind, row_number() over (partition by kind order by loan_id) - 1 as place
          from (select loan_id,
                       case when loan_id in (select loan_id from import_moves union select holder_id from import_moves)
                            then 'moved' when is_new then 'new' else 'known' end as kind
                  from import_book where changed <> '{}') as changed) as placed;
create index on import_batches (batch);
analyze import_batches;

-- Who is known and would be called or reached otherwise, and loans that would pass to somebody else.
create temp table import_changed_people as
select min(row.line) as line, row.lender_id, row.customer_number, null as loan_number, said.*
  from import_book as row
  join borrowers on borrowers.lender_id = row.lender_id and borrowers.customer_number = row.customer_number
 cross join lateral (values
         ('borrower_name', borrowers.name, row.borrower_name),
         ('email', borrowers.email, row.email),
         ('phone', borrowers.phone, row.phone),
         ('nominated_phone', borrowers.nominated_phone, row.nominated_phone)) as said ("column", before, after)
 where said.before is distinct from said.after
 group by row.lender_id, row.customer_number, said."column", said.before, said.after
union all
select row.line, row.lender_id, holder.customer_number, row.loan_number,
       'customer_number', holder.customer_number, row.customer_number
  from import_book as row
  join loans on loans.id = row.loan_id
  join borrowers as holder on holder.id = loans.borrower_id
 where holder.customer_number <> row.customer_number;
create index on import_changed_people (lender_id, customer_number);
analyze import_changed_people;
