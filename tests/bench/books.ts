import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { policy } from '#tests/support/policy.ts'

const installments = 6

/** A lender with `loans` loans, each a phone, six installments and a posting; two installments are late. */
export async function fillBooks(pool: pg.Pool, loans: number, slug = 'bench'): Promise<string> {
  const client = await pool.connect()
  try {
    // The triggers and foreign keys are the product's; here they would only slow the filling down.
    await client.query("set session_replication_role = 'replica'")
    const { rows } = await client.query(
      `insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone, help_email, help_hours, statement_descriptor, policy)
       values ($2, $2 || '.localhost', 'Bench', 'en', 'Asia/Colombo', 'LKR', '#0b6e63', '011 555 0100', 'help@bench.example', '8–20', 'BENCH LENDER', $1) returning id`,
      [JSON.stringify(policy), slug],
    )
    const lender: string = rows[0].id
    await client.query(
      `create temporary table book as select n, uuidv7() as borrower, uuidv7() as loan, uuidv7() as schedule, uuidv7() as posting from generate_series(1, ${loans}) as n`,
    )
    for (const statement of statements)
      await client.query(statement, statement.includes('$1') ? [lender] : [])
    await client.query('drop table book')
    await client.query("set session_replication_role = 'origin'")
    await client.query('analyze')
    return lender
  } finally {
    client.release()
  }
}

const statements = [
  `insert into borrowers (id, lender_id, customer_number, name, email, locale) select borrower, $1, 'C' || n, 'Nimali Perera', 'b' || n || '@mail.example', 'en' from book`,
  `insert into loans (id, lender_id, borrower_id, loan_number, currency, outstanding_minor) select loan, $1, borrower, 'L' || n, 'LKR', ${installments} * 922500 from book`,
  `insert into schedules (id, lender_id, loan_id, version, source) select schedule, $1, loan, 1, 'import' from book`,
  `insert into installments (lender_id, schedule_id, number, due_on, amount_minor) select $1, schedule, i, current_date + (i - 3) * 30 + 10, 922500 from book, generate_series(1, ${installments}) as i`,
  `insert into postings (id, lender_id, cause, cause_id) select posting, $1, 'loan_opened', loan::text from book`,
  `insert into ledger_entries (lender_id, posting_id, account, amount_minor, currency, loan_id) select $1, posting, account, sign * ${installments} * 922500, 'LKR', loan from book, (values ('loan_receivable', 1), ('lender_book', -1)) as side (account, sign)`,
  `insert into devices (lender_id, borrower_id, loan_id, brand, model, imei, provider, provider_device_id, lock_state, lock_state_at, last_seen_at, read_at) select $1, borrower, loan, 'Xiaomi', '13T', lpad(n::text, 15, '0'), 'http', 'dev-' || n, 'locked', now(), now(), now() from book`,
  // As phones have that were locked before today.
  `insert into pay_links (lender_id, device_id, code) select lender_id, id, 'bench-' || id from devices where lender_id = $1`,
]

export type OpenPayment = { paymentId: string; providerDeviceId: string }

/** `count` payments waiting at Stripe, each for another loan, beginning with loan number `from`. */
export async function givenOpenPayments(
  pool: pg.Pool,
  from: number,
  count: number,
  lenderId?: string,
): Promise<OpenPayment[]> {
  const { rows } = await pool.query(
    `insert into payments (lender_id, loan_id, reference, opened_by, choice, asked_minor, currency, state, locale, checkout_session_id)
     select loans.lender_id, loans.id, $3 || loan_number, 'borrower', 'arrears', 1845000, 'LKR', 'open', 'en', 'cs_' || $3 || loan_number
       from generate_series($1::int, $1::int + $2::int - 1) as n join loans on loan_number = 'L' || n
      where $4::uuid is null or loans.lender_id = $4
     returning id, (select provider_device_id from devices where devices.loan_id = payments.loan_id) as device`,
    [from, count, randomUUID().slice(0, 8), lenderId ?? null],
  )
  return rows.map((row) => ({ paymentId: row.id, providerDeviceId: row.device }))
}
