-- A refund for which the payer must first say where the money shall go, and until when they can.
alter table refunds drop constraint refunds_state_check;
alter table refunds add constraint refunds_state_check
  check (state in ('requested', 'requires_action', 'pending', 'succeeded', 'failed'));
alter table refunds add column action_due_at timestamptz;
