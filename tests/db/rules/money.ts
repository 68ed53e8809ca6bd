import { randomUUID } from 'node:crypto'
import { endsByTwo, staysAsTaken, withinLimit } from './cash.ts'
import { appendOnly, once, oneOf, type Rules, refersTo, refersToOwn, row } from './rule.ts'
import { balance, onlyForward, sameCurrency } from './triggers.ts'

const past = '2026-01-01T00:00:00Z'
const paid = { state: 'paid', paid_minor: 1, paid_at: past }

export const money: Rules = {
  settlement_quotes: {
    settlement_quotes_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    settlement_quotes_append_only: appendOnly,
    settlement_quotes_currency_check: row(
      [{ currency: 'lkr' }, { currency: 'LK' }, { currency: 'RUPEES' }],
      [{ currency: 'JPY' }],
    ),
    settlement_quotes_lender_id_fkey: refersTo('lender_id', 'lenders'),
    settlement_quotes_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    settlement_quotes_seen_once: once(
      ['loan_id', 'valid_until', 'amount_minor', 'rebate_minor', 'seen_by'],
      {
        other: {
          valid_until: '2020-01-02',
          amount_minor: 901,
          rebate_minor: 101,
          seen_by: 'borrower:other',
        },
      },
    ),
    settlement_quotes_outstanding_minor_check: row(
      [{ outstanding_minor: 0 }],
      [{ outstanding_minor: 1 }],
    ),
    settlement_quotes_pkey: once(['id']),
    settlement_quotes_rebate_minor_check: row([{ rebate_minor: -1 }], [{ rebate_minor: 0 }]),
  },
  credit_payouts: {
    credit_payouts_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    credit_payouts_append_only: appendOnly,
    credit_payouts_approval_id_fkey: refersTo('approval_id', 'approvals'),
    credit_payouts_currency_check: row([{ currency: 'lkr' }], [{ currency: 'JPY' }]),
    credit_payouts_lender_id_fkey: refersTo('lender_id', 'lenders'),
    credit_payouts_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    credit_payouts_lender_id_paid_by_fkey: refersToOwn('paid_by', 'staff'),
    credit_payouts_method_check: oneOf('method'),
    credit_payouts_note_check: row([{ note: '' }], [{ note: 'To her' }]),
    credit_payouts_pkey: once(['id']),
  },
  payments: {
    cash_stays_as_taken: staysAsTaken,
    cash_within_limit: withinLimit,
    payments_approval_id_fkey: refersTo('approval_id', 'approvals'),
    payments_asked_minor_check: row([{ asked_minor: 0 }], [{ asked_minor: 1 }]),
    payments_check: row(
      [
        { state: 'paid', paid_at: past },
        { state: 'failed', paid_minor: 1 },
      ],
      [paid],
    ),
    payments_check1: row(
      [
        { state: 'paid', paid_minor: 1 },
        { state: 'failed', paid_at: past },
      ],
      [paid],
    ),
    payments_checkout_session_id_key: once(['checkout_session_id']),
    payments_choice_check: oneOf('choice'),
    payments_currency_check: row(
      [{ currency: 'lkr' }, { currency: 'LK' }, { currency: 'RUPEES' }],
      [{ currency: 'JPY' }],
    ),
    payments_duplicate_of_fkey: refersTo('duplicate_of', 'payments'),
    payments_effect_check: oneOf('effect'),
    payments_lender_id_fkey: refersTo('lender_id', 'lenders'),
    payments_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    payments_lender_id_pay_link_id_fkey: row(
      [
        ({ theirs }) => ({ opened_by: 'pay_link', pay_link_id: theirs.pay_links }),
        { opened_by: 'pay_link', pay_link_id: randomUUID() },
      ],
      [({ mine }) => ({ opened_by: 'pay_link', pay_link_id: mine.pay_links })],
    ),
    payments_lender_id_taken_by_fkey: refersToOwn('taken_by', 'staff'),
    payments_link_of_opener: row(
      [{ opened_by: 'pay_link' }, ({ mine }) => ({ pay_link_id: mine.pay_links })],
      [{}, ({ mine }) => ({ opened_by: 'pay_link', pay_link_id: mine.pay_links })],
    ),
    payments_locale_check: oneOf('locale'),
    payments_office_receipt: once(['lender_id', 'office_receipt'], {
      while: [{ ...paid, office_receipt: 'R-1' }],
      not: [{ ...paid, office_receipt: 'R-1', reversed_at: past }],
      other: { office_receipt: 'R-2' },
    }),
    payments_office_receipt_key: once(['lender_id', 'office_receipt_key'], {
      while: [{ ...paid, office_receipt_key: 'r1' }],
      not: [{ ...paid, office_receipt_key: 'r1', reversed_at: past }],
      other: { office_receipt_key: 'r2' },
    }),
    payments_one_open: once(['loan_id'], {
      while: [{ state: 'opening' }, { state: 'open' }],
      not: [
        { state: 'processing' },
        { state: 'failed' },
        { state: 'expired' },
        { state: 'cancelled' },
        { state: 'set_aside' },
        paid,
      ],
    }),
    payments_only_forward: onlyForward,
    payments_opened_by_check: oneOf('opened_by'),
    payments_paid_minor_check: row([{ ...paid, paid_minor: 0 }], [{ ...paid, paid_minor: 1 }]),
    payments_owed_minor_check: row([{ owed_minor: -1 }], [{ owed_minor: 0 }]),
    payments_payment_intent_id_key: once(['payment_intent_id']),
    payments_pkey: once(['id']),
    payments_rebate_minor_check: row([{ rebate_minor: -1 }], [{ rebate_minor: 0 }]),
    payments_reference_key: once(['reference']),
    payments_said: row(
      [
        { said_effect: 'until' },
        { said_effect: 'release', said_until: '2026-12-01T00:00:00Z' },
        { said_until: '2026-12-01T00:00:00Z' },
      ],
      [
        {},
        { said_effect: 'release' },
        { said_effect: 'until', said_until: '2026-12-01T00:00:00Z' },
      ],
    ),
    payments_said_effect_check: row([{ said_effect: 'none' }], [{ said_effect: 'indefinite' }]),
    payments_state_check: oneOf('state'),
    payments_unlock_id_fkey: refersTo('unlock_id', 'unlocks'),
    payments_voucher: row(
      [[], '1234', { number: '1234' }, { stores: {} }].map((voucher) => ({
        voucher,
        state: 'processing',
      })),
      [{ voucher: { number: '1234', entity: null, stores: [] }, state: 'processing' }],
    ),
    payments_voucher_made: row(
      [{ voucher: { stores: [] }, state: 'open' }],
      [{ voucher: { stores: [] }, state: 'processing' }],
    ),
  },
  psp_events: {
    psp_events_outcome_check: oneOf('outcome'),
    psp_events_pkey: once(['id']),
  },
  refunds: {
    refunds_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    refunds_lender_id_fkey: refersTo('lender_id', 'lenders'),
    refunds_payment_id_fkey: refersTo('payment_id', 'payments'),
    refunds_payment_id_reason_key: once(['payment_id', 'reason']),
    refunds_pkey: once(['id']),
    refunds_state_check: oneOf('state'),
    refunds_psp_refund_id_key: once(['psp_refund_id']),
  },
  payment_disputes: {
    payment_disputes_amount_minor_check: row([{ amount_minor: -1 }], [{ amount_minor: 0 }]),
    payment_disputes_currency_check: row([
      { currency: 'lkr' },
      { currency: 'LK' },
      { currency: 'RUPEES' },
    ]),
    payment_disputes_lender_id_fkey: refersTo('lender_id', 'lenders'),
    payment_disputes_lender_id_payment_id_fkey: refersToOwn('payment_id', 'payments'),
    payment_disputes_pkey: once(['id']),
  },
  postings: {
    postings_append_only: appendOnly,
    postings_cause_cause_id_key: once(['cause', 'cause_id'], { other: { cause: 'capture' } }),
    postings_lender_id_fkey: refersTo('lender_id', 'lenders'),
    postings_pkey: once(['id']),
  },
  ledger_entries: {
    ledger_entries_cash_ends_by_two: endsByTwo,
    ledger_entries_account_check: oneOf('account'),
    ledger_entries_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    ledger_entries_append_only: appendOnly,
    ledger_entries_balance: balance,
    ledger_entries_check: row(
      [{ loan_id: null }, { account: 'borrower_credit', amount_minor: -1, loan_id: null }],
      [{ account: 'psp_clearing', loan_id: null }],
    ),
    ledger_entries_currency_check: row([
      { currency: 'lkr' },
      { currency: 'LK' },
      { currency: 'RUPEES' },
    ]),
    ledger_entries_lender_id_fkey: refersTo('lender_id', 'lenders'),
    ledger_entries_loan_id_fkey: refersTo('loan_id', 'loans'),
    ledger_entries_payment_id_fkey: refersTo('payment_id', 'payments'),
    ledger_entries_pkey: once(['id'], { while: [{ id: 90 }], other: { id: 92 } }),
    ledger_entries_posting_id_fkey: refersTo('posting_id', 'postings'),
    ledger_entries_same_currency: sameCurrency,
  },
}
