-- An unlock whose ground was gone before it was sent: the money went back, or is disputed.
alter table unlocks add column revoked_at timestamptz;
alter table unlocks add constraint unlocks_revoked_check
  check (revoked_at is null or state in ('superseded', 'confirmed'));
create index unlocks_revoked_releases on unlocks (loan_id)
  where revoked_at is not null and intent = 'release';

-- The days of warning after something was taken back.
alter table holds drop constraint holds_reason_check;
alter table holds add constraint holds_reason_check check (reason in (
  'plan_pending', 'plan_missed', 'promise', 'dispute', 'dispute_answered', 'owed_again', 'return', 'warning',
  'breathing_space', 'bereavement', 'provider_outage', 'staff'));
-- Whether its days are taken from those that a phone may be kept open in a year without money.
alter table holds add column is_counted boolean not null default false;
update holds set is_counted = true
 where reason in ('plan_pending', 'plan_missed', 'promise', 'dispute', 'dispute_answered')
    or (reason = 'return' and exists (
      select from returns where returns.id::text = holds.cause_id
         and (returns.received_at is null or holds.from_at < returns.received_at)));

-- Asked for in the place of a longer unlock: what that was for has been taken back.
alter table unlocks add column is_shorter boolean not null default false;
