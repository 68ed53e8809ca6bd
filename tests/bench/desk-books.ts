import type pg from 'pg'

/** What years at the desk leave behind for every loan, and the same 200 open cases however large the book. */
export async function fillDesk(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query("set session_replication_role = 'replica'")
    for (const statement of statements) await client.query(statement)
    await client.query("set session_replication_role = 'origin'")
    await client.query('analyze')
  } finally {
    client.release()
  }
}

const statements = [
  `insert into payments (lender_id, loan_id, reference, opened_by, choice, asked_minor, currency, state, locale, paid_minor, paid_at, booked_at)
   select lender_id, id, 'P-' || loan_number, 'borrower', 'arrears', 922500, 'LKR', 'paid', 'en', 922500, now(), now() from loans`,
  `insert into unlocks (lender_id, device_id, loan_id, reference, idempotency_key, cause, cause_id, intent, state, requested_at, confirmed_at, deadline_at)
   select lender_id, id, loan_id, 'U-' || id, id, 'staff', id, 'indefinite', 'confirmed', now() - interval '90 days', now(), now() from devices`,
  `insert into device_evidence (lender_id, device_id, source, dedupe_key, actual, observed_at, raw_status)
   select lender_id, id, 'status_read', id, 'locked', lock_state_at, 'locked' from devices`,
  `insert into holds (lender_id, loan_id, reason, cause_id, placed_by, from_at, until_at, ended_at, ended_by, end_reason)
   select lender_id, id, 'promise', id, 'keyturn', now() - interval '9 days', now() - interval '2 days', now(), 'keyturn', 'over' from loans`,
  `insert into cases (lender_id, reference, kind, loan_id, dedupe_key, opened_at, closed_at, closed_by)
   select lender_id, 'C-' || loan_number, 'borrower_dispute', id, id, now() - interval '60 days', now(), 'keyturn' from loans`,
  `insert into cases (lender_id, reference, kind, loan_id, dedupe_key)
   select lender_id, 'O-' || loan_number, 'borrower_dispute', id, 'open-' || id from loans order by loan_number limit 200`,
  `insert into audit_log (lender_id, actor, action, subject, subject_id)
   select lender_id, 'keyturn', 'case.opened', 'case', id from cases union all
   select lender_id, 'keyturn', 'hold.placed', 'hold', id from holds union all
   select lender_id, 'psp', 'payment.recorded', 'payment', id from payments`,
]
