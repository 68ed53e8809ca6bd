-- A new lock service is only watched, until a person has said that its phones may be opened by the books alone.
alter table mdm_connections
  add column watching_since timestamptz,
  add column watching_ended_at timestamptz,
  add column watching_ended_by text,
  add constraint mdm_connections_watching_check check (
    (watching_ended_at is null) = (watching_ended_by is null)
    and (watching_ended_at is null or watching_since is not null));
-- Those that are there have been opening phones all along.
