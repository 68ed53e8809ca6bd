-- Evidence dated later than now, by more than clocks differ, is kept and not believed.
alter table device_evidence
  add is_from_future boolean not null
    generated always as (extract(epoch from greatest(observed_at, last_seen_at) - received_at) > 300) stored;

-- What was believed of it until now pins nothing: the phone is asked again.
update devices
   set lock_state = 'unknown', other_locks = '{}', relock_at = null, read_at = null,
       lock_state_at = null, last_seen_at = null
 where lock_state_at > now() + interval '5 minutes'
    or last_seen_at > now() + interval '5 minutes';

-- Who works, when they last said so, and by how much their clock was ahead of this database's (negative: behind it).
create table workers (
  id uuid primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  clock_ahead_ms integer not null
);
