-- Temporary tables last until the import ends its connection.
-- The file as it was read, one loan a row. A value that was refused is null.
create temp table import_rows (
  line integer not null,
  has_faults boolean not null,
  lender_id uuid,
  loan_number text,
  loan_key text generated always as (loan_key(loan_number)) stored,
  customer_number text,
  borrower_name text,
  email text,
  phone text,
  nominated_phone text,
  language text,
  currency text,
  brand text,
  model text,
  nickname text,
  imei text,
  imei2 text,
  provider text,
  provider_device_id text,
  due_on date[],
  amounts_minor bigint[],
  total_minor bigint,
  paid_elsewhere_minor bigint,
  contract_type text,
  airtime_overdue_minor bigint
);

create temp table import_faults (
  line integer not null,
  "column" text not null,
  value text,
  reason text not null
);
