import type { Row } from '#tests/support/database/right-rows.ts'
import {
  appendOnly,
  type Bystanders,
  once,
  oneOf,
  type Rules,
  refersTo,
  refersToOwn,
  row,
} from './rule.ts'

const past = '2026-01-01T00:00:00Z'
const decided = { state: 'approved', decided_at: past }

// A buyer's message that somebody has answered.
const answered =
  (columns: Row) =>
  ({ mine }: Pick<Bystanders, 'mine'>): Row => ({
    finding: 'unclear',
    answer: 'We cannot say.',
    answered_by: mine.staff,
    answered_at: past,
    ...columns,
  })

export const desk: Rules = {
  webhook_endpoints: {
    webhook_endpoints_current: once(['lender_id', 'url'], { not: [{ removed_at: past }] }),
    webhook_endpoints_lender_id_fkey: refersTo('lender_id', 'lenders'),
    webhook_endpoints_pkey: once(['id']),
    webhook_endpoints_url_check: row(
      [
        { url: 'ftp://lender.example' },
        { url: 'lender.example' },
        { url: ' https://lender.example' },
      ],
      [{ url: 'http://lender.example' }, { url: 'https://lender.example' }],
    ),
  },
  webhook_deliveries: {
    webhook_deliveries_endpoint_id_fkey: refersTo('endpoint_id', 'webhook_endpoints'),
    webhook_deliveries_endpoint_id_type_cause_id_key: once(['endpoint_id', 'type', 'cause_id'], {
      other: { type: 'hold.ended' },
    }),
    webhook_deliveries_lender_id_fkey: refersTo('lender_id', 'lenders'),
    webhook_deliveries_pkey: once(['id']),
  },
  api_keys: {
    api_keys_key_hash_key: once(['key_hash']),
    api_keys_lender_id_fkey: refersTo('lender_id', 'lenders'),
    api_keys_pkey: once(['id']),
  },
  staff: {
    staff_email_check: row(
      [{ email: 'Amara@lender.example' }],
      [{ email: 'amara@lender.example' }],
    ),
    staff_lender_id_email_key: once(['lender_id', 'email']),
    staff_lender_id_fkey: refersTo('lender_id', 'lenders'),
    staff_locale_check: oneOf('locale'),
    staff_pkey: once(['id']),
    staff_role_check: oneOf('role'),
  },
  staff_invitations: {
    staff_invitations_lender_id_fkey: refersTo('lender_id', 'lenders'),
    staff_invitations_lender_id_staff_id_fkey: refersToOwn('staff_id', 'staff'),
    staff_invitations_pkey: once(['id']),
    staff_invitations_token_hash_key: once(['token_hash']),
  },
  staff_sessions: {
    staff_sessions_lender_id_fkey: refersTo('lender_id', 'lenders'),
    staff_sessions_lender_id_staff_id_fkey: refersToOwn('staff_id', 'staff'),
    staff_sessions_pkey: once(['id']),
    staff_sessions_secret_hash_key: once(['secret_hash']),
  },
  sign_in_links: {
    sign_in_links_lender_id_borrower_id_fkey: refersToOwn('borrower_id', 'borrowers'),
    sign_in_links_lender_id_fkey: refersTo('lender_id', 'lenders'),
    sign_in_links_lender_id_made_by_fkey: refersToOwn('made_by', 'staff'),
    sign_in_links_pkey: once(['id']),
    sign_in_links_token_hash_key: once(['token_hash']),
  },
  dispute_answers: {
    dispute_answers_answer_check: row([{ answer: '' }]),
    dispute_answers_append_only: appendOnly,
    dispute_answers_case_id_fkey: refersTo('case_id', 'cases'),
    dispute_answers_check: row(
      [{ answered_at: past, open_until: past }],
      [{ answered_at: past, open_until: '2026-01-02T00:00:00Z' }],
    ),
    dispute_answers_lender_id_answered_by_fkey: refersToOwn('answered_by', 'staff'),
    dispute_answers_lender_id_fkey: refersTo('lender_id', 'lenders'),
    dispute_answers_outcome_check: oneOf('outcome'),
    dispute_answers_pkey: once(['case_id']),
  },
  buyer_reports: {
    buyer_reports_answer_check: row([answered({ answer: '' })], [answered({})]),
    buyer_reports_answered: row([{ finding: 'unclear' }, { answer: 'Yes.' }], [{}, answered({})]),
    buyer_reports_case_id_fkey: refersTo('case_id', 'cases'),
    buyer_reports_check: row(
      [answered({ answered_at: '2025-12-31T00:00:00Z' })],
      [answered({ answered_at: past })],
    ),
    buyer_reports_code_key: once(['code']),
    buyer_reports_finding_check: row([answered({ finding: 'anything' })], [answered({})]),
    buyer_reports_imei_check: row([{ imei: '12345' }], [{ imei: '356981134200117' }, {}]),
    buyer_reports_lender_id_answered_by_fkey: row(
      [({ theirs }) => ({ ...answered({})({ mine: theirs }) })],
      [({ neighbours }) => ({ ...answered({})({ mine: neighbours }) })],
    ),
    buyer_reports_lender_id_fkey: refersTo('lender_id', 'lenders'),
    buyer_reports_locale_check: oneOf('locale'),
    buyer_reports_pkey: once(['case_id']),
    buyer_reports_wish_check: oneOf('wish'),
  },
  statement_keys: {
    statement_keys_lender_id_fkey: refersTo('lender_id', 'lenders'),
    statement_keys_lender_id_name_key: once(['lender_id', 'name']),
    statement_keys_pkey: once(['id']),
    statement_keys_public_key_check: row(
      [{ public_key: '\\x00' }],
      [{ public_key: `\\x${'11'.repeat(32)}` }],
    ),
  },
  statements: {
    statements_code_key: once(['code']),
    statements_lender_id_device_id_fkey: refersToOwn('device_id', 'devices'),
    statements_lender_id_fkey: refersTo('lender_id', 'lenders'),
    statements_lender_id_key_id_fkey: refersToOwn('key_id', 'statement_keys'),
    statements_lender_id_pay_link_id_fkey: refersToOwn('pay_link_id', 'pay_links'),
    statements_pkey: once(['id']),
    statements_says_check: row([{ says: '' }]),
    statements_signature_check: row([{ signature: '\\x00' }]),
    statements_purpose_check: row([{ purpose: 'other' }], [{ purpose: 'visit' }]),
    statements_standing: once(['device_id', 'made_by', 'purpose'], {
      while: [{ purpose: 'lock' }],
      not: [{ purpose: 'lock', withdrawn_at: past }],
      other: { purpose: 'visit' },
    }),
    statements_times: row(
      [{ ends_at: past }, { withdrawn_at: '2025-12-31T00:00:00Z' }],
      [{ ends_at: '2026-01-02T00:00:00Z' }, { withdrawn_at: past }, {}],
    ),
  },
  approvals: {
    approvals_check: row(
      [({ mine }) => ({ ...decided, asked_by: mine.staff, decided_by: mine.staff })],
      [
        ({ mine, neighbours }) => ({
          ...decided,
          asked_by: mine.staff,
          decided_by: neighbours.staff,
        }),
        ({ mine }) => ({
          ...decided,
          state: 'withdrawn',
          asked_by: mine.staff,
          decided_by: mine.staff,
        }),
      ],
    ),
    approvals_check1: row(
      [{ state: 'approved' }, { state: 'refused' }, { state: 'waiting', decided_at: past }],
      [decided, { state: 'waiting' }],
    ),
    approvals_kind_check: oneOf('kind'),
    approvals_lender_id_asked_by_fkey: refersToOwn('asked_by', 'staff'),
    approvals_lender_id_decided_by_fkey: row(
      [({ theirs }) => ({ ...decided, decided_by: theirs.staff })],
      [({ neighbours }) => ({ ...decided, decided_by: neighbours.staff })],
    ),
    approvals_lender_id_fkey: refersTo('lender_id', 'lenders'),
    approvals_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    approvals_one_waiting: once(['kind', 'subject_id'], {
      not: [decided],
      other: { kind: 'release' },
    }),
    approvals_pkey: once(['id']),
    approvals_state_check: row([{ ...decided, state: 'anything' }], [decided]),
  },
  cash_counts: {
    cash_counts_append_only: appendOnly,
    cash_counts_check: row(
      [({ mine }) => ({ counted_by: `staff:${mine.staff}` }), { counted_by: 'system' }],
      [({ neighbours }) => ({ counted_by: `staff:${neighbours.staff}` })],
    ),
    cash_counts_check1: row(
      [{ counted_minor: 99 }, { counted_minor: 99, note: '' }],
      [{ counted_minor: 99, note: 'One is missing' }],
    ),
    cash_counts_counted_minor_check: row(
      [{ counted_minor: -1, note: 'by' }],
      [{ counted_minor: 0, note: 'by' }],
    ),
    cash_counts_currency_check: row([{ currency: 'lkr' }], [{ currency: 'JPY' }]),
    cash_counts_lender_id_fkey: refersTo('lender_id', 'lenders'),
    cash_counts_lender_id_taken_by_fkey: refersToOwn('taken_by', 'staff'),
    cash_counts_pkey: once(['id']),
  },
  settings_versions: {
    settings_versions_append_only: appendOnly,
    settings_versions_approval_id_fkey: refersTo('approval_id', 'approvals'),
    settings_versions_lender_id_fkey: refersTo('lender_id', 'lenders'),
    settings_versions_lender_id_version_key: once(['lender_id', 'version']),
    settings_versions_pkey: once(['id']),
    settings_versions_version_check: row([{ version: 0 }], [{ version: 1 }]),
  },
}
