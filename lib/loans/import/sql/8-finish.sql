-- With the last batch.
insert into import_runs (id, lender_id, file_name, rows, loans_created, loans_updated)
select runs.id, runs.lender_id, current_setting('keyturn.import_file_name'), count(*),
       count(*) filter (where is_new), count(*) filter (where not is_new and changed <> '{}')
  from import_book join import_runs_here as runs using (lender_id)
 group by runs.id, runs.lender_id;
