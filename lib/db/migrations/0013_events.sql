-- What Stripe tells is kept as it was signed, whatever is in it; it is read when it is handled.
alter table stripe_events add column body bytea;
update stripe_events set body = convert_to(payload::text, 'UTF8');
alter table stripe_events alter column body set not null, drop column payload;
-- Of a body that cannot be read nothing else is known.
alter table stripe_events alter column livemode drop not null;

-- A payer's bank takes money back: how Stripe says that stands, by Stripe's id. What it moved is in the ledger.
create table payment_disputes (
  id text primary key,
  lender_id uuid not null references lenders,
  payment_id uuid not null,
  payment_intent_id text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Stripe's own words, also those it may add later.
  status text not null,
  reason text not null,
  evidence_due_at timestamptz,
  -- When Stripe said so: what it said before that changes nothing any more.
  told_at timestamptz not null,
  opened_at timestamptz not null default now(),
  foreign key (lender_id, payment_id) references payments (lender_id, id)
);
create index payment_disputes_payment on payment_disputes (payment_id);

alter table approvals drop constraint approvals_kind_check;
alter table approvals add constraint approvals_kind_check check (kind in ('refund', 'release', 'settings', 'owed_again'));

-- Some days to act once money is owed again.
alter table holds drop constraint holds_reason_check;
alter table holds add constraint holds_reason_check check (reason in (
  'plan_pending', 'plan_missed', 'promise', 'dispute', 'dispute_answered', 'owed_again', 'return', 'breathing_space',
  'bereavement', 'provider_outage', 'staff'));
