import { faraway, past, type RightRow } from './row.ts'

export const deskRows = {
  cases: (of, fresh) => ({
    reference: fresh,
    kind: 'device_unreachable',
    loan_id: of.loans,
    dedupe_key: fresh,
    payment_id: of.payments,
    unlock_id: of.unlocks,
    due_at: faraway,
  }),
  audit_log: (_, fresh) => ({
    actor: 'system',
    action: 'stood_by',
    subject: 'loan',
    subject_id: fresh,
  }),
  dispute_answers: (of) => ({
    case_id: of.cases,
    outcome: 'upheld',
    answer: 'You were right.',
    answered_by: of.staff,
    answered_at: past,
  }),
  approvals: (of, fresh) => ({
    kind: 'refund',
    subject_id: fresh,
    detail: {},
    reason: 'by',
    asked_by: of.staff,
  }),
  cash_counts: (of) => ({
    day: '2020-01-01',
    taken_by: of.staff,
    currency: 'LKR',
    entered_minor: 100,
    counted_minor: 100,
    counted_by: 'staff:by',
    counted_at: past,
  }),
  credit_payouts: (of, fresh) => ({
    loan_id: of.loans,
    currency: 'LKR',
    amount_minor: 100,
    method: 'cash',
    paid_on: '2020-01-01',
    paid_by: of.staff,
    note: `to ${fresh}`,
    booked_at: past,
  }),
  settings_versions: (_, __, digits) => ({
    version: Number(digits.slice(-8)) + 1,
    settings: {},
    changed_by: 'staff:by',
  }),
  workers: () => ({ started_at: past, beat_at: faraway, clock_ahead_ms: 0 }),
  data_keys: (_, fresh) => ({
    proof: `\\x${fresh.replaceAll('-', '')}`,
    since: past,
    replaced_at: past,
  }),
} satisfies Record<string, RightRow>
