-- The borrower's word that the phone is open, after a code was typed on it: kept beside what the phone says, and no evidence.
alter table unlocks add column said_open_at timestamptz;
alter table unlocks add column said_open_by uuid;
alter table unlocks add constraint unlocks_said_open_check check ((said_open_at is null) = (said_open_by is null));
alter table unlocks add foreign key (lender_id, said_open_by) references borrowers (lender_id, id);
