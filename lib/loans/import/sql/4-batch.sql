-- The loans of one batch, named by keyturn.import_batch. Until its end no payment can be booked to them; they are always
-- locked in the same order.
create temp table import_loans on commit drop as
select import_book.*
  from import_book join import_batches using (loan_id)
 where batch = current_setting('keyturn.import_batch')::bigint;
create index on import_loans (loan_id);
analyze import_loans;

with locked as materialized (
  select loans.id
    from loans join import_loans on import_loans.loan_id = loans.id
   order by loans.id
     for no key update of loans
)
select count(*) from locked;
