-- The account that payers pay to, by what it prints on their statements.
create table payment_accounts (
  account_ref text primary key,
  card_prefix text,
  statement_name text,
  read_at timestamptz not null
);
