import { randomUUID } from 'node:crypto'
import { type Row, rightRow } from '#tests/support/database/right-rows.ts'
import { appendOnly, once, oneOf, type Rule, type Rules, refersTo, row } from './rule.ts'

const past = '2026-01-01T00:00:00Z'

const ask = { purpose: 'ask', ends_at: past }
const settlement = { purpose: 'settlement', ends_at: past }

/** A buyer's page shows one link at a time. */
const oneOfCase: Rule = (table, { mine, neighbours }) => {
  const link = (columns: Row) => ({
    table,
    row: { ...rightRow(table, mine), case_id: mine.cases, ...settlement, ...columns },
  })
  return {
    refused: [{ say: 'two of a case', steps: [link({}), link({})] }],
    accepted: [
      { say: 'after one that has ended', steps: [link({ revoked_at: past }), link({})] },
      { say: 'of another case', steps: [link({}), link({ case_id: neighbours.cases })] },
    ],
  }
}

export const people: Rules = {
  challenges: {
    challenges_ambiguous_borrower_id_fkey: refersTo('ambiguous_borrower_id', 'borrowers'),
    challenges_borrower_id_fkey: refersTo('borrower_id', 'borrowers'),
    challenges_device_id_fkey: refersTo('device_id', 'devices'),
    challenges_lender_id_fkey: refersTo('lender_id', 'lenders'),
    challenges_method_check: oneOf('method'),
    challenges_sent_by_check: oneOf('sent_by'),
    challenges_pkey: once(['id']),
    challenges_tries_check: row([{ tries: -1 }, { tries: 6 }], [{ tries: 0 }, { tries: 5 }]),
  },
  recovery_codes: {
    recovery_codes_borrower_id_fkey: refersTo('borrower_id', 'borrowers'),
    recovery_codes_code_hash_key: once(['code_hash']),
    recovery_codes_lender_id_fkey: refersTo('lender_id', 'lenders'),
    recovery_codes_pkey: once(['id']),
  },
  sessions: {
    sessions_borrower_id_fkey: refersTo('borrower_id', 'borrowers'),
    sessions_lender_id_fkey: refersTo('lender_id', 'lenders'),
    sessions_pkey: once(['id']),
    sessions_secret_hash_key: once(['secret_hash']),
  },
  sign_in_failures: {
    sign_in_failures_lender_id_fkey: refersTo('lender_id', 'lenders'),
    sign_in_failures_pkey: once(['lender_id', 'subject', 'subject_id'], {
      other: { subject: 'staff' },
    }),
    sign_in_failures_subject_check: oneOf('subject'),
  },
  data_keys: {
    data_keys_check: row([{ replaced_at: '2025-12-31T00:00:00Z' }], [{ replaced_at: null }]),
    data_keys_current: once([], { while: [{ replaced_at: null }], not: [{ replaced_at: past }] }),
    data_keys_pkey: once(['proof']),
  },
  payment_accounts: { payment_accounts_pkey: once(['account_ref']) },
  workers: { workers_pkey: once(['id']) },
  rate_limits: {
    rate_limits_pkey: once(['key']),
  },
  pay_links: {
    pay_links_code_key: once(['code']),
    pay_links_case_id_fkey: row(
      [{ case_id: randomUUID(), ...settlement }],
      [({ mine }) => ({ case_id: mine.cases, ...settlement })],
    ),
    pay_links_current: once(['device_id'], {
      not: [{ revoked_at: past }, settlement, ask],
    }),
    pay_links_device_id_fkey: refersTo('device_id', 'devices'),
    pay_links_for_buyer: row(
      [({ mine }) => ({ case_id: mine.cases })],
      [({ mine }) => ({ case_id: mine.cases, ...settlement })],
    ),
    pay_links_lender_id_fkey: refersTo('lender_id', 'lenders'),
    pay_links_of_case: oneOfCase,
    pay_links_name_check: row(
      [
        { ...ask, name: '' },
        { ...ask, name: 'a'.repeat(601) },
      ],
      [
        { ...ask, name: 'a' },
        { ...ask, name: 'a'.repeat(600) },
      ],
    ),
    pay_links_of_asking: row(
      [
        { name: 'my sister' },
        { opened_at: past },
        { ...settlement, name: 'my sister' },
        { ...settlement, opened_at: past },
      ],
      [{ ...ask, name: 'my sister', opened_at: past }],
    ),
    pay_links_pkey: once(['id']),
    pay_links_purpose_check: oneOf('purpose'),
    pay_links_stand_until: row(
      [{ purpose: 'settlement' }, { purpose: 'ask' }, { ends_at: past }],
      [settlement, ask],
    ),
  },
  contact_choices: {
    contact_choices_append_only: appendOnly,
    contact_choices_borrower_id_fkey: refersTo('borrower_id', 'borrowers'),
    contact_choices_channel_check: oneOf('channel'),
    contact_choices_from_hour_check: row([{ from_hour: -1 }], [{ from_hour: 0 }]),
    contact_choices_hours: row(
      [{ from_hour: null }, { until_hour: null }, { from_hour: 18 }],
      [{ from_hour: null, until_hour: null }, { from_hour: 17 }],
    ),
    contact_choices_lender_id_fkey: refersTo('lender_id', 'lenders'),
    contact_choices_locale_check: oneOf('locale'),
    contact_choices_pkey: once(['id']),
    contact_choices_until_hour_check: row([{ until_hour: 25 }], [{ until_hour: 24 }]),
  },
  contact_stops: {
    contact_stops_lender_id_fkey: refersTo('lender_id', 'lenders'),
    contact_stops_pkey: once(['lender_id', 'email']),
  },
  notices: {
    notices_borrower_id_fkey: refersTo('borrower_id', 'borrowers'),
    notices_gate_check: oneOf('gate'),
    notices_channel_check: oneOf('channel'),
    notices_kind_cause_id_channel_key: once(['kind', 'cause_id', 'channel'], {
      other: { kind: 'refund', channel: 'sms' },
    }),
    notices_lender_id_fkey: refersTo('lender_id', 'lenders'),
    notices_locale_check: oneOf('locale'),
    notices_pkey: once(['id']),
  },
  cases: {
    cases_lender_id_fkey: refersTo('lender_id', 'lenders'),
    cases_loan_id_fkey: refersTo('loan_id', 'loans'),
    cases_payment_id_fkey: refersTo('payment_id', 'payments'),
    cases_pkey: once(['id']),
    cases_reference_key: once(['reference']),
    cases_same_trouble: once(['dedupe_key'], { not: [{ closed_at: past }] }),
    cases_psp_event_id_fkey: refersTo('psp_event_id', 'psp_events'),
    cases_taken_by_fkey: refersTo('taken_by', 'staff'),
    cases_unlock_id_fkey: refersTo('unlock_id', 'unlocks'),
  },
  audit_log: {
    audit_log_append_only: appendOnly,
    audit_log_lender_id_fkey: refersTo('lender_id', 'lenders'),
    audit_log_pkey: once(['id'], { while: [{ id: 90 }], other: { id: 91 } }),
  },
  import_runs: {
    import_runs_lender_id_fkey: refersTo('lender_id', 'lenders'),
    import_runs_pkey: once(['id']),
  },
}
