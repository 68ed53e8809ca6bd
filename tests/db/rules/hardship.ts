import { settledAsSeen } from './cash.ts'
import { appendOnly, once, oneOf, type Rules, refersTo, refersToOwn, row } from './rule.ts'

const past = '2026-01-01T00:00:00Z'
const later = '2026-01-02T00:00:00Z'
const ended = { ended_at: past, ended_by: 'system', end_reason: 'over' }
const image = (bytes: number) => `\\x${'00'.repeat(bytes)}`

export const hardship: Rules = {
  holds: {
    holds_check: row(
      [{ loan_id: null }, { provider: 'http' }],
      [{ loan_id: null, provider: 'http' }],
    ),
    holds_check1: row(
      [{ from_at: past, until_at: past }],
      [{ from_at: past, until_at: '2026-01-01T00:00:01Z' }],
    ),
    holds_check2: row(
      [
        { ended_at: past },
        { ended_by: 'system' },
        { end_reason: 'over' },
        { ended_at: past, ended_by: 'system' },
        { ended_at: past, end_reason: 'over' },
        { ended_by: 'system', end_reason: 'over' },
      ],
      [ended],
    ),
    holds_end_reason_check: row([{ ...ended, end_reason: 'anything' }], [ended]),
    holds_lender_id_fkey: refersTo('lender_id', 'lenders'),
    holds_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    holds_one_for_a_cause: once(['reason', 'cause_id'], {
      not: [ended],
      other: { reason: 'promise' },
    }),
    holds_pkey: once(['id']),
    holds_reason_check: oneOf('reason'),
  },
  promises: {
    promises_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    promises_arrears_minor_check: row([{ arrears_minor: 0 }], [{ arrears_minor: 1 }]),
    promises_check: row([{ made_at: past, ends_at: past }], [{ made_at: past, ends_at: later }]),
    promises_check1: row(
      [
        { ends_at: later, waits_until: later },
        { ends_at: later, waits_until: past },
      ],
      [{ ends_at: later, waits_until: '2026-01-03T00:00:00Z' }],
    ),
    promises_check2: row(
      [
        { state: 'partly_kept', paid_minor: 1 },
        { state: 'broken', paid_minor: 0 },
        { state: 'withdrawn' },
      ],
      [
        { state: 'partly_kept', paid_minor: 1, decided_at: past },
        { state: 'broken', paid_minor: 0, decided_at: past },
        { state: 'withdrawn', decided_at: past },
        { state: 'kept', paid_minor: 1 },
      ],
    ),
    promises_check3: row([{ state: 'open', decided_at: past }], [{ state: 'open' }]),
    promises_check4: row(
      [
        { state: 'open', paid_minor: 1 },
        { state: 'withdrawn', decided_at: past, paid_minor: 1 },
        { state: 'kept' },
        { state: 'partly_kept', decided_at: past },
        { state: 'broken', decided_at: past },
      ],
      [{ state: 'kept', paid_minor: 1 }],
    ),
    promises_verdict_after_end: row(
      [{ ends_at: later, verdict_at: past }],
      [{ ends_at: later, verdict_at: later }],
    ),
    promises_currency_check: row(
      [{ currency: 'lkr' }, { currency: 'LK' }, { currency: 'RUPEES' }],
      [{ currency: 'JPY' }],
    ),
    promises_lender_id_fkey: refersTo('lender_id', 'lenders'),
    promises_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    promises_one_open: once(['loan_id'], {
      while: [{ state: 'open' }],
      not: [
        { state: 'kept', paid_minor: 1 },
        { state: 'withdrawn', decided_at: past },
      ],
    }),
    promises_paid_minor_check: row(
      [{ state: 'kept', paid_minor: -1 }],
      [{ state: 'kept', paid_minor: 0 }],
    ),
    promises_pkey: once(['id']),
    promises_reference_key: once(['reference']),
    promises_state_check: oneOf('state'),
  },
  plans: {
    plans_accepted_offer_id_fkey: refersTo('accepted_offer_id', 'plan_offers'),
    plans_lender_id_fkey: refersTo('lender_id', 'lenders'),
    plans_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    plans_one_active: once(['loan_id'], {
      while: [{ state: 'active' }],
      not: [{ state: 'asked' }, { state: 'kept' }, { state: 'missed' }, { state: 'replaced' }],
    }),
    plans_one_open: once(['loan_id'], {
      while: [{ state: 'asked' }, { state: 'offered' }],
      not: [
        { state: 'active' },
        { state: 'refused' },
        { state: 'withdrawn' },
        { state: 'expired' },
      ],
    }),
    plans_opens_check: oneOf('opens'),
    plans_pkey: once(['id']),
    plans_reference_key: once(['reference']),
    plans_state_check: oneOf('state'),
  },
  plan_offers: {
    plan_offers_append_only: appendOnly,
    plan_offers_cost_minor_check: row([{ cost_minor: -1 }], [{ cost_minor: 0 }]),
    plan_offers_cost_returned_minor_check: row(
      [{ cost_returned_minor: -1 }],
      [{ cost_returned_minor: 0 }],
    ),
    plan_offers_from_schedule_id_fkey: refersTo('from_schedule_id', 'schedules'),
    plan_offers_kind_check: oneOf('kind'),
    plan_offers_lender_id_fkey: refersTo('lender_id', 'lenders'),
    plan_offers_outstanding_minor_check: row(
      [{ outstanding_minor: 0 }],
      [{ outstanding_minor: 1 }],
    ),
    plan_offers_pkey: once(['id']),
    plan_offers_plan_id_fkey: refersTo('plan_id', 'plans'),
  },
  returns: {
    return_settled_as_seen: settledAsSeen,
    returns_approval_id_fkey: refersTo('approval_id', 'approvals'),
    returns_condition_check: oneOf('condition'),
    returns_hand_over_check: oneOf('hand_over'),
    returns_lender_id_device_id_fkey: refersToOwn('device_id', 'devices'),
    returns_lender_id_fkey: refersTo('lender_id', 'lenders'),
    returns_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    returns_one_live: once(['loan_id'], {
      while: ['offered', 'arranged', 'received', 'inspected', 'agreed', 'disputed', 'settled'].map(
        (state) => ({ state }),
      ),
      not: [{ state: 'closed' }, { state: 'withdrawn' }, { state: 'expired' }],
    }),
    returns_owed_after_minor_check: row([{ owed_after_minor: -1 }], [{ owed_after_minor: 0 }]),
    returns_pkey: once(['id']),
    returns_quote_id_fkey: refersTo('quote_id', 'return_quotes'),
    returns_reference_key: once(['reference']),
    returns_state_check: oneOf('state'),
    returns_unlock_id_fkey: refersTo('unlock_id', 'unlocks'),
  },
  return_quotes: {
    return_quotes_append_only: appendOnly,
    return_quotes_cost_returned_minor_check: row(
      [{ cost_returned_minor: -1 }],
      [{ cost_returned_minor: 0 }],
    ),
    return_quotes_lender_id_fkey: refersTo('lender_id', 'lenders'),
    return_quotes_outstanding_minor_check: row(
      [{ outstanding_minor: -1 }],
      [{ outstanding_minor: 0 }],
    ),
    return_quotes_paid_minor_check: row([{ paid_minor: -1 }], [{ paid_minor: 0 }]),
    return_quotes_pkey: once(['id']),
    return_quotes_return_id_fkey: refersTo('return_id', 'returns'),
    return_quotes_return_id_version_key: once(['return_id', 'version'], { other: { version: 2 } }),
    return_quotes_rule_check: oneOf('rule'),
    return_quotes_total_price_minor_check: row(
      [{ total_price_minor: 0 }],
      [{ total_price_minor: 1 }],
    ),
    return_quotes_version_check: row([{ version: 0 }], [{ version: 1 }]),
  },
  return_checks: {
    return_checks_item_check: oneOf('item'),
    return_checks_lender_id_fkey: refersTo('lender_id', 'lenders'),
    return_checks_pkey: once(['return_id', 'item'], { other: { item: 'sim_card' } }),
    return_checks_return_id_fkey: refersTo('return_id', 'returns'),
  },
  return_photos: {
    return_photos_height_check: row([{ height: 0 }], [{ height: 1 }]),
    return_photos_image_check: row([{ image: image(4_000_001) }], [{ image: image(4_000_000) }]),
    return_photos_lender_id_fkey: refersTo('lender_id', 'lenders'),
    return_photos_media_type_check: oneOf('media_type'),
    return_photos_pkey: once(['id']),
    return_photos_return_id_fkey: refersTo('return_id', 'returns'),
    return_photos_width_check: row([{ width: 0 }], [{ width: 1 }]),
  },
}
