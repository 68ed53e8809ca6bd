import { appendOnly, once, oneOf, type Rules, refersTo, refersToOwn, row } from './rule.ts'
import { newest } from './triggers.ts'

const past = '2026-01-01T00:00:00Z'
const live = ['requested', 'dispatching', 'retry_wait', 'accepted', 'delivered']
const over = ['confirmed', 'rejected', 'failed', 'expired', 'superseded']

export const unlocks: Rules = {
  unlocks: {
    unlocks_cause_check: oneOf('cause'),
    unlocks_check: row(
      [
        { intent: 'until', relock_at: null },
        { intent: 'release', relock_at: past },
        { intent: 'indefinite', relock_at: past },
      ],
      [
        { intent: 'until', relock_at: past },
        { intent: 'release', relock_at: null },
        { intent: 'indefinite', relock_at: null },
      ],
    ),
    unlocks_idempotency_key_key: once(['idempotency_key']),
    unlocks_intent_check: row([{ intent: 'anything', relock_at: null }]),
    unlocks_lender_id_device_id_fkey: refersToOwn('device_id', 'devices'),
    unlocks_lender_id_fkey: refersTo('lender_id', 'lenders'),
    unlocks_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    unlocks_lender_id_said_open_by_fkey: row(
      [({ theirs }) => ({ said_open_at: past, said_open_by: theirs.borrowers })],
      [({ mine }) => ({ said_open_at: past, said_open_by: mine.borrowers })],
    ),
    unlocks_said_open_check: row([{ said_open_at: past, said_open_by: null }]),
    unlocks_newest: newest,
    unlocks_one_live: once(['device_id'], {
      while: live.map((state) => ({ state })),
      not: over.map((state) => ({ state })),
    }),
    unlocks_pkey: once(['id']),
    unlocks_reference_key: once(['reference']),
    unlocks_revoked_check: row(
      [...live, 'rejected', 'failed', 'expired'].map((state) => ({ state, revoked_at: past })),
      [
        { state: 'superseded', revoked_at: past },
        { state: 'superseded', revoked_at: null },
      ],
    ),
    unlocks_state_check: oneOf('state'),
    unlocks_superseded_by_fkey: refersTo('superseded_by', 'unlocks'),
  },
  breakers: {
    breakers_failures_check: row([{ failures: 0 }]),
    breakers_lender_id_fkey: refersTo('lender_id', 'lenders'),
    breakers_open_check: row(
      [
        { opened_at: past, try_at: null },
        { opened_at: null, try_at: past },
      ],
      [
        { opened_at: past, try_at: past },
        { opened_at: null, try_at: null },
      ],
    ),
    breakers_pkey: once(['lane']),
  },
  unlock_attempts: {
    unlock_attempts_kind_check: oneOf('kind'),
    unlock_attempts_lender_id_fkey: refersTo('lender_id', 'lenders'),
    unlock_attempts_pkey: once(['id']),
    unlock_attempts_unlock_id_fkey: refersTo('unlock_id', 'unlocks'),
  },
  offline_codes: {
    offline_codes_lender_id_fkey: refersTo('lender_id', 'lenders'),
    offline_codes_pkey: once(['id']),
    offline_codes_unlock_id_fkey: refersTo('unlock_id', 'unlocks'),
  },
  device_evidence: {
    device_evidence_actual_check: oneOf('actual'),
    device_evidence_append_only: appendOnly,
    device_evidence_check: row(
      [{ source: 'person' }, ({ mine }) => ({ source: 'webhook', said_by: mine.staff })],
      [({ mine }) => ({ source: 'person', said_by: mine.staff }), { source: 'webhook' }],
    ),
    device_evidence_dedupe_key_key: once(['dedupe_key']),
    device_evidence_lender_id_device_id_fkey: refersToOwn('device_id', 'devices'),
    device_evidence_lender_id_fkey: refersTo('lender_id', 'lenders'),
    device_evidence_lender_id_said_by_fkey: row(
      [({ theirs }) => ({ source: 'person', said_by: theirs.staff })],
      [({ mine }) => ({ source: 'person', said_by: mine.staff })],
    ),
    device_evidence_pkey: once(['id']),
    device_evidence_source_check: oneOf('source'),
  },
}
