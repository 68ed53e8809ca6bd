-- A lender's new schedule ends a plan.
alter table restructurings drop constraint restructurings_state_check;
alter table restructurings add constraint restructurings_state_check check (state in (
  'asked', 'offered', 'refused', 'withdrawn', 'expired', 'active', 'kept', 'missed', 'replaced', 'superseded'));

-- Through this day a plan can be left at no cost, as was said when it was accepted.
alter table restructurings add column withdraw_until date;

-- What an offer takes off what is owed: the part of the running plan's cost that is not earned when it is replaced.
alter table restructuring_offers add column cost_returned_minor bigint not null default 0
  check (cost_returned_minor >= 0);

-- Plans that a lender's schedule has already taken the place of; the next look at them tells who must know.
with ended as (
  update restructurings
     set state = 'superseded', state_at = now(), version = restructurings.version + 1, next_check_at = now()
    from schedules
   where restructurings.state = 'active' and schedules.loan_id = restructurings.loan_id
     and schedules.superseded_at is null and schedules.source = 'import'
  returning restructurings.id, restructurings.lender_id
)
insert into journal (lender_id, actor, action, subject, subject_id, detail)
select lender_id, 'keyturn', 'restructuring.superseded', 'restructuring', id, '{}' from ended;
