import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { policy } from '#tests/support/policy.ts'

/** The ids of the rows around one borrower, by table. */
export type Ids = Record<string, string>
export type Row = Record<string, unknown>

// So far away that no sweep ever finds it due.
export const faraway = '2200-01-01T00:00:00Z'
const past = '2026-01-01T00:00:00Z'

type RightRow = (of: Ids, fresh: string, digits: string) => Row

/** A right row of every table, in an order in which they can be written; what is left out has a default. */
export const rightRows = {
  lenders: (_, fresh) => ({
    ...{ slug: `stands-by-${fresh}`, host: `stands-by-${fresh}.localhost`, name: 'Stands By' },
    ...{ locale: 'en', time_zone: 'Asia/Colombo', currency: 'LKR', accent_color: '#0b6e63' },
    ...{ help_phone: '011 555 0100', help_email: 'help@by.example', help_hours: '8:00–20:00' },
    ...{ statement_descriptor: 'STANDS BY', policy },
  }),
  borrowers: (_, fresh, digits) => ({
    ...{ customer_number: `by-${fresh}`, name: 'Stands By', locale: 'en' },
    ...{ email: `${fresh}@by.example`, phone: `+1${digits}`, nominated_phone: `+2${digits}` },
  }),
  loans: (of, fresh) => ({
    ...{ borrower_id: of.borrowers, loan_number: `BY-${fresh}`, currency: 'LKR' },
  }),
  schedules: (of, _, digits) => ({
    ...{ loan_id: of.loans, version: Number(digits.slice(-8)) + 1, source: 'import' },
  }),
  installments: (of) => ({
    ...{ schedule_id: of.schedules, number: 1, due_on: '2199-01-01', amount_minor: 100_000 },
  }),
  breakers: (_, fresh) => ({
    ...{ lane: `webhook:${fresh}`, failures: 1, failed_at: past, reason: 'no answer in time' },
  }),
  mdm_connections: (_, fresh) => ({ provider: `by-${fresh}` }),
  devices: (of, fresh, digits) => ({
    ...{ borrower_id: of.borrowers, loan_id: of.loans, brand: 'Nokia', model: 'C32' },
    ...{ imei: `7${digits}`, imei2: `8${digits}`, provider: 'http', provider_device_id: fresh },
    ...{ lock_state: 'unlocked', read_at: faraway },
  }),
  unlocks: (of, fresh) => ({
    ...{ device_id: of.devices, loan_id: of.loans, reference: fresh, idempotency_key: fresh },
    ...{ cause: 'staff', cause_id: fresh, intent: 'until', relock_at: faraway, attempts: 1 },
    ...{ requested_at: past, next_action_at: faraway, deadline_at: faraway },
  }),
  payments: (of, fresh) => ({
    ...{ loan_id: of.loans, reference: fresh, opened_by: 'borrower', choice: 'arrears' },
    ...{ asked_minor: 1_000, currency: 'LKR', locale: 'en', state: 'opening' },
    ...{ checkout_session_id: `cs_${fresh}`, payment_intent_id: `pi_${fresh}` },
    ...{ next_check_at: faraway, expires_at: faraway },
  }),
  settlement_quotes: (of, fresh) => ({
    ...{ loan_id: of.loans, currency: 'LKR', outstanding_minor: 1_000, amount_minor: 900 },
    ...{ rebate_minor: 100, valid_until: '2020-01-01', seen_by: `by ${fresh}`, seen_at: past },
  }),
  psp_events: (_, fresh) => ({
    ...{ id: `evt_${fresh}`, type: 'charge.updated', livemode: false, body: '\\x7b7d' },
    ...{ created_at: past, received_at: faraway },
  }),
  refunds: (of, fresh) => ({
    ...{ payment_id: of.payments, amount_minor: 100, reason: `by ${fresh}` },
    ...{ requested_by: 'system', created_at: faraway, psp_refund_id: `re_${fresh}` },
  }),
  payment_disputes: (of, fresh) => ({
    ...{ id: `dp_${fresh}`, payment_id: of.payments, payment_intent_id: `pi_${fresh}` },
    ...{ amount_minor: 100, currency: 'LKR', status: 'lost', reason: 'general', told_at: past },
  }),
  postings: (_, fresh) => ({ cause: 'loan_opened', cause_id: fresh }),
  ledger_entries: (of) => ({
    posting_id: of.postings,
    ...{ account: 'loan_receivable', amount_minor: 100_000, currency: 'LKR', loan_id: of.loans },
  }),
  unlock_attempts: (of) => ({
    ...{ unlock_id: of.unlocks, number: 1, kind: 'send', outcome: 'accepted' },
    ...{ started_at: past, finished_at: past },
  }),
  offline_codes: (of) => ({ unlock_id: of.unlocks, code_encrypted: '\\x00' }),
  staff: (_, fresh) => ({ email: `${fresh}@staff.example`, name: 'Stands By', role: 'admin' }),
  device_evidence: (of, fresh) => ({
    ...{ device_id: of.devices, source: 'webhook', dedupe_key: fresh, actual: 'unlocked' },
    ...{ observed_at: past, raw_status: 'open' },
  }),
  challenges: (of) => ({
    ...{ borrower_id: of.borrowers, method: 'email', identifier_hash: '\\x00', code_hash: '\\x00' },
    ...{ created_at: faraway, expires_at: faraway },
  }),
  recovery_codes: (of, _, digits) => ({ borrower_id: of.borrowers, code_hash: `\\x${digits}` }),
  sessions: (of, _, digits) => ({
    ...{ secret_hash: `\\x${digits}`, borrower_id: of.borrowers, seen_at: past },
    expires_at: faraway,
  }),
  sign_in_failures: (_, fresh) => ({
    ...{ subject: 'borrower', subject_id: fresh, failures: 1, last_at: faraway },
  }),
  rate_limits: (_, fresh) => ({ key: fresh, points: 1 }),
  payment_accounts: (_, fresh) => ({ account_ref: fresh, read_at: past }),
  workers: () => ({ started_at: past, beat_at: faraway, clock_ahead_ms: 0 }),
  data_keys: (_, fresh) => ({
    ...{ proof: `\\x${fresh.replaceAll('-', '')}`, since: past, replaced_at: past },
  }),
  pay_links: (of, fresh) => ({ device_id: of.devices, code: fresh, show_next_at: faraway }),
  notices: (of, fresh) => ({
    ...{ kind: 'receipt', cause_id: fresh, channel: 'email', recipient: `${fresh}@by.example` },
    ...{ locale: 'en', detail: { loanId: of.loans }, next_attempt_at: faraway },
  }),
  cases: (of, fresh) => ({
    ...{ reference: fresh, kind: 'device_unreachable', loan_id: of.loans, dedupe_key: fresh },
    ...{ payment_id: of.payments, unlock_id: of.unlocks, due_at: faraway },
  }),
  audit_log: (_, fresh) => ({
    ...{ actor: 'system', action: 'stood_by', subject: 'loan', subject_id: fresh },
  }),
  import_runs: () => ({ file_name: 'by.csv', rows: 1, loans_created: 1, loans_updated: 0 }),
  holds: (of, fresh) => ({
    ...{ loan_id: of.loans, reason: 'staff', cause_id: fresh, placed_by: 'staff:by' },
    ...{ from_at: past, until_at: faraway },
  }),
  promises: (of, fresh) => ({
    ...{ loan_id: of.loans, reference: fresh, amount_minor: 1_000, currency: 'LKR' },
    ...{
      due_on: '2199-12-31',
      ends_at: faraway,
      verdict_at: faraway,
      remind_at: faraway,
      arrears_minor: 1_000,
    },
    ...{ after_entry: 0, made_by: 'borrower:by', made_at: past },
  }),
  plans: (of, fresh) => ({
    ...{ loan_id: of.loans, reference: fresh, state: 'asked', asked_by: 'borrower:by' },
    ...{ decide_by: faraway, next_check_at: faraway },
  }),
  plan_offers: (of) => ({
    ...{ plan_id: of.plans, kind: 'pause', made_by: 'system', terms: {} },
    ...{ from_schedule_id: of.schedules, outstanding_minor: 1, cost_minor: 0, installments: [] },
    valid_until: '2199-12-31',
  }),
  returns: (of, fresh) => ({
    ...{ loan_id: of.loans, device_id: of.devices, reference: fresh, asked_by: 'borrower:by' },
    next_action_at: faraway,
  }),
  return_quotes: (of) => ({
    ...{ return_id: of.returns, version: 1, rule: 'half', outstanding_minor: 1, paid_minor: 0 },
    ...{ total_price_minor: 1, terms: {}, owed_after: {}, valid_until: '2199-12-31' },
  }),
  return_checks: (of) => ({ return_id: of.returns, item: 'backup', ticked_by: 'borrower:by' }),
  return_photos: (of) => ({
    ...{ return_id: of.returns, image: '\\x00', media_type: 'image/png', width: 1, height: 1 },
    added_by: 'borrower:by',
  }),
  webhook_endpoints: (_, fresh) => ({
    ...{
      url: `https://${fresh}.example`,
      secret_encrypted: '\\x00',
      created_by: 'staff:by',
    },
    removed_at: null,
  }),
  webhook_deliveries: (of, fresh) => ({
    ...{ endpoint_id: of.webhook_endpoints, type: 'hold.placed', cause_id: fresh, payload: {} },
    next_attempt_at: faraway,
  }),
  api_keys: (_, __, digits) => ({
    ...{ name: 'by', key_hash: `\\x${digits}`, created_by: 'staff:by' },
  }),
  staff_invitations: (of, _, digits) => ({
    ...{ staff_id: of.staff, token_hash: `\\x${digits}`, created_by: 'staff:by' },
    expires_at: faraway,
  }),
  staff_sessions: (of, _, digits) => ({
    ...{ secret_hash: `\\x${digits}`, staff_id: of.staff, seen_at: past, expires_at: faraway },
  }),
  sign_in_links: (of, _, digits) => ({
    ...{ borrower_id: of.borrowers, token_hash: `\\x${digits}`, made_by: of.staff },
    ...{ identity_note: 'seen', expires_at: faraway },
  }),
  dispute_answers: (of) => ({
    ...{ case_id: of.cases, outcome: 'upheld', answer: 'You were right.' },
    ...{ answered_by: of.staff, answered_at: past },
  }),
  approvals: (of, fresh) => ({
    ...{ kind: 'refund', subject_id: fresh, detail: {}, reason: 'by', asked_by: of.staff },
  }),
  cash_counts: (of) => ({
    ...{ day: '2020-01-01', taken_by: of.staff, currency: 'LKR', entered_minor: 100 },
    ...{ counted_minor: 100, counted_by: 'staff:by', counted_at: past },
  }),
  settings_versions: (_, __, digits) => ({
    version: Number(digits.slice(-8)) + 1,
    ...{ settings: {}, changed_by: 'staff:by' },
  }),
} satisfies Record<string, RightRow>

export type Table = keyof typeof rightRows
export const tables = Object.keys(rightRows) as Table[]

const withoutId = [
  'breakers',
  'installments',
  'rate_limits',
  'data_keys',
  'payment_accounts',
  'return_checks',
  'dispute_answers',
  'sign_in_failures',
]
const withOwnId = ['psp_events', 'payment_disputes', 'ledger_entries', 'audit_log', ...withoutId]
const withoutLender = [
  'lenders',
  'psp_events',
  'rate_limits',
  'data_keys',
  'payment_accounts',
  'workers',
]

let serial = 0

/** A right row of a table, new in all that must be unique, with the id by which it can be found. */
export function rightRow(table: Table, of: Ids): Row {
  serial += 1
  const digits = `${process.pid}${Date.now()}`.slice(-9) + `${serial}`.padStart(5, '0')
  return {
    ...(withOwnId.includes(table) ? {} : { id: randomUUID() }),
    ...(withoutLender.includes(table) ? {} : { lender_id: of.lenders }),
    ...rightRows[table](of, randomUUID(), digits),
  }
}

/** Writes rows of a table that say the same columns; an entry of the ledger with the one that balances it. */
export async function insertRows(db: pg.ClientBase, table: string, given: Row[]): Promise<void> {
  const rows = table === 'ledger_entries' ? given.flatMap((row) => [row, contraEntry(row)]) : given
  const columns = [...new Set(rows.flatMap(Object.keys))].join(', ')
  await db.query(
    `insert into ${table} (${columns}) overriding system value
     select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}

function contraEntry(row: Row): Row {
  const contra = { ...row, account: 'lender_book', amount_minor: -Number(row.amount_minor) }
  return 'id' in row ? { ...contra, id: Number(row.id) + 1 } : contra
}
