-- Who is let in: how numbers are compared, in which country a telephone number was dialled, and what failed.

-- ISO 3166-1. Null: nobody has said it yet, and numbers without their country's code cannot be understood.
alter table lenders add column country text check (country ~ '^[A-Z]{2}$');
-- Once, for the lenders that are there: the currency tells, where one country alone uses it.
update lenders set country = known.country
  from (values
       ('AED', 'AE'), ('AFN', 'AF'), ('ALL', 'AL'), ('AMD', 'AM'), ('AOA', 'AO'), ('ARS', 'AR'), ('AZN', 'AZ'), ('BAM', 'BA'),
       ('BDT', 'BD'), ('BGN', 'BG'), ('BHD', 'BH'), ('BIF', 'BI'), ('BOB', 'BO'), ('BRL', 'BR'), ('BWP', 'BW'), ('BYN', 'BY'),
       ('BZD', 'BZ'), ('CAD', 'CA'), ('CDF', 'CD'), ('CLP', 'CL'), ('CNY', 'CN'), ('COP', 'CO'), ('CRC', 'CR'), ('CVE', 'CV'),
       ('CZK', 'CZ'), ('DJF', 'DJ'), ('DOP', 'DO'), ('DZD', 'DZ'), ('EGP', 'EG'), ('ETB', 'ET'), ('FJD', 'FJ'), ('GBP', 'GB'),
       ('GEL', 'GE'), ('GHS', 'GH'), ('GMD', 'GM'), ('GNF', 'GN'), ('GTQ', 'GT'), ('GYD', 'GY'), ('HKD', 'HK'), ('HNL', 'HN'),
       ('HTG', 'HT'), ('HUF', 'HU'), ('IDR', 'ID'), ('INR', 'IN'), ('IQD', 'IQ'), ('ISK', 'IS'), ('JMD', 'JM'), ('JOD', 'JO'),
       ('JPY', 'JP'), ('KES', 'KE'), ('KGS', 'KG'), ('KHR', 'KH'), ('KMF', 'KM'), ('KRW', 'KR'), ('KWD', 'KW'), ('KZT', 'KZ'),
       ('LAK', 'LA'), ('LBP', 'LB'), ('LKR', 'LK'), ('LRD', 'LR'), ('LSL', 'LS'), ('LYD', 'LY'), ('MAD', 'MA'), ('MDL', 'MD'),
       ('MGA', 'MG'), ('MKD', 'MK'), ('MMK', 'MM'), ('MNT', 'MN'), ('MRU', 'MR'), ('MUR', 'MU'), ('MVR', 'MV'), ('MWK', 'MW'),
       ('MXN', 'MX'), ('MYR', 'MY'), ('MZN', 'MZ'), ('NAD', 'NA'), ('NGN', 'NG'), ('NIO', 'NI'), ('NPR', 'NP'), ('OMR', 'OM'),
       ('PEN', 'PE'), ('PGK', 'PG'), ('PHP', 'PH'), ('PKR', 'PK'), ('PLN', 'PL'), ('PYG', 'PY'), ('QAR', 'QA'), ('RON', 'RO'),
       ('RSD', 'RS'), ('RWF', 'RW'), ('SAR', 'SA'), ('SCR', 'SC'), ('SDG', 'SD'), ('SEK', 'SE'), ('SLE', 'SL'), ('SOS', 'SO'),
       ('SRD', 'SR'), ('THB', 'TH'), ('TJS', 'TJ'), ('TMT', 'TM'), ('TND', 'TN'), ('TRY', 'TR'), ('TTD', 'TT'), ('TWD', 'TW'),
       ('TZS', 'TZ'), ('UAH', 'UA'), ('UGX', 'UG'), ('UYU', 'UY'), ('UZS', 'UZ'), ('VND', 'VN'), ('WST', 'WS'), ('YER', 'YE'),
       ('ZAR', 'ZA'), ('ZMW', 'ZM')
       ) as known (currency, country)
 where known.currency = lenders.currency;

-- A loan number as it is compared: letters in capitals and digits, whatever stands between them.
-- By Unicode's own letters, whatever language the server was set up for: PostgreSQL has them from 17 on, ICU before.
do $$ begin
  execute format($function$
    create function loan_key(loan_number text) returns text
      language sql immutable strict parallel safe
      return regexp_replace(
        upper(translate(normalize(loan_number, NFKC), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789')
              collate %I),
        '[^[:alnum:]]+', '', 'g')
  $function$, case when to_regcollation('pg_c_utf8') is null then 'und-x-icu' else 'pg_c_utf8' end);
end $$;

alter table loans add column loan_key text generated always as (loan_key(loan_number)) stored;

do $$
declare
  alike text;
begin
  select string_agg(numbers, '; ') into alike from (
    select string_agg(loan_number, ' and ') as numbers from loans
     group by lender_id, loan_key having count(*) > 1 limit 20) as found;
  if alike is not null then
    raise exception 'some loan numbers differ only by case, spaces or punctuation: %', alike
      using hint = 'give one of each pair another number before this migration';
  end if;
end $$;
create unique index loans_key on loans (lender_id, loan_key);

-- What failed at the door of an account since somebody last came in. Also for names that nobody has: by a keyed hash.
create table sign_in_failures (
  lender_id uuid not null references lenders,
  subject text not null check (subject in ('borrower', 'staff')),
  subject_id text not null,
  failures integer not null,
  last_at timestamptz not null,
  -- When the account's owner was last written to about it.
  told_at timestamptz,
  primary key (lender_id, subject, subject_id)
);

-- How many tries had failed before this session began, for its first page to say.
alter table sessions add column failures_before integer not null default 0;
alter table staff_sessions add column failures_before integer not null default 0;
