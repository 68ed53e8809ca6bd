-- What somebody writes who bought a phone from somebody else and found it locked. Whoever has the code reads what became of it.
create table buyer_reports (
  case_id uuid primary key references cases,
  lender_id uuid not null references lenders,
  code text not null unique,
  wish text not null check (wish in ('know', 'pay_off', 'report')),
  -- Empty where nothing was typed.
  listing text not null,
  note text not null,
  email text,
  imei text check (imei ~ '^[0-9]{15}$'),
  locale text not null check (locale in ('en', 'es', 'ar')),
  written_at timestamptz not null,
  -- What the desk found, for itself, and what it answered.
  finding text check (finding in ('fair_sale', 'straw_purchase', 'first_party_fraud', 'stolen', 'not_ours', 'unclear')),
  answer text check (answer <> ''),
  answered_by uuid,
  answered_at timestamptz check (answered_at >= written_at),
  foreign key (lender_id, answered_by) references staff (lender_id, id),
  constraint buyer_reports_answered check (
    num_nulls(finding, answer, answered_by, answered_at) in (0, 4))
);
