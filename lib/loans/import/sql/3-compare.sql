-- Enough to sort and hash a whole book without going through the disk.
set local work_mem = '64MB';

-- In small steps, each with its statistics: right after a large import the books have none yet.
create temp table import_matches on commit drop as
select row.line, loans.id as loan_id
  from import_rows as row
  join loans on loans.lender_id = row.lender_id and loans.loan_number = row.loan_number;
analyze import_matches;

-- The lender's own last word, which a restructuring may have replaced since.
create temp table import_last_words on commit drop as
select match.line, match.loan_id, max(schedules.version) as version
  from import_matches as match
  join schedules on schedules.loan_id = match.loan_id and schedules.source = 'import'
 group by match.line, match.loan_id;
analyze import_last_words;

-- The current schedule, and that last word; not where a plan older than it has come back over it.
create temp table import_schedules on commit drop as
select match.line, schedules.id as schedule_id
  from import_matches as match
  join schedules on schedules.loan_id = match.loan_id
  left join import_last_words as last using (line)
 where schedules.superseded_at is null
    or (schedules.version = last.version
        and not exists (
          select from schedules as current
            join schedules as agreed
              on agreed.loan_id = current.loan_id and agreed.restructuring_id = current.restructuring_id
           where current.loan_id = match.loan_id and current.superseded_at is null
             and agreed.version < last.version));
analyze import_schedules;

create temp table import_known_schedules on commit drop as
select known.line,
       array_agg(installments.due_on order by installments.number) as due_on,
       array_agg(installments.amount_minor order by installments.number) as amounts_minor
  from import_schedules as known
  join installments on installments.schedule_id = known.schedule_id
 group by known.line, known.schedule_id;
analyze import_known_schedules;

create temp table import_same_schedules on commit drop as
select distinct row.line
  from import_rows as row
  join import_known_schedules as known using (line)
 where known.due_on = row.due_on and known.amounts_minor = row.amounts_minor;
analyze import_same_schedules;

-- Each row beside what the books hold, with the columns that differ. A nickname is the borrower's once the loan is there.
create temp table import_loans on commit drop as
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
         case when loans.paid_elsewhere_minor is distinct from row.paid_elsewhere_minor then 'paid_elsewhere' end
       ], null) as changed
  from import_rows as row
  left join loans on loans.lender_id = row.lender_id and loans.loan_number = row.loan_number
  left join borrowers on borrowers.lender_id = row.lender_id and borrowers.customer_number = row.customer_number
  left join devices on devices.loan_id = loans.id
  left join import_same_schedules as known on known.line = row.line;

create index on import_loans (loan_id);
analyze import_loans;

-- From here on no payment can be booked to a loan that changes, always locked in the same order.
with locked as materialized (
  select loans.id
    from loans join import_loans on import_loans.loan_id = loans.id
   where import_loans.changed <> '{}'
   order by loans.id
     for no key update of loans
)
select count(*) from locked;
