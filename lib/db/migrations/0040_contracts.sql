-- What kind of contract a phone is paid by, as the lender's file says; until it does, a loan.
alter table loans add column contract_type text not null default 'loan'
  check (contract_type in ('loan', 'hire_purchase', 'lease', 'carrier_plan'));
-- Of a carrier's plan: what is late for airtime. It is told, never booked, and locks nothing.
alter table loans add column airtime_overdue_minor bigint not null default 0 check (airtime_overdue_minor >= 0);
alter table loans add constraint loans_airtime_of_plan check (airtime_overdue_minor = 0 or contract_type = 'carrier_plan');
