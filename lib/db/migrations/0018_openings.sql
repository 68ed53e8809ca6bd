-- What is asked while something opens the phone for longer is kept, superseded from the start: it stands for its phone
-- only once the longer one is gone, so it is never the newest.
create or replace function unlocks_newest() returns trigger language plpgsql as $$
begin
  if new.superseded_by is not null then
    new.is_newest := false;
    return new;
  end if;
  update unlocks set is_newest = false
   where device_id = new.device_id and requested_at < new.requested_at and is_newest and id <> new.id;
  new.is_newest := not exists (
    select from unlocks as newer
     where newer.device_id = new.device_id and newer.requested_at > new.requested_at and newer.is_newest
       and newer.id <> new.id);
  return new;
end $$;
