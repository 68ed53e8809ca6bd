import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { endFormerSecret } from '#lib/integrations/connect-lock-service.ts'
import type { ClaimedUnlock } from '#lib/unlocks/claim-unlock.ts'
import { claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { endWatching } from '#lib/unlocks/end-watching.ts'
import { keepWaiting } from '#lib/unlocks/keep-waiting.ts'
import { markLate } from '#lib/unlocks/mark-late.ts'
import { pauseProvider, resumeProvider } from '#lib/unlocks/pause-provider.ts'
import { recordAccepted, recordFailure } from '#lib/unlocks/record-dispatch.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { recordRefusal } from '#lib/unlocks/record-refusal.ts'
import { resendUnlock } from '#lib/unlocks/resend-unlock.ts'
import { revokeUnlock } from '#lib/unlocks/revoke-unlock.ts'
import { sayOpen } from '#lib/unlocks/say-open.ts'
import type { Ids, Row } from '#tests/support/database/right-rows.ts'
import { due, now, past, type Write, type Writes } from './write.ts'

const confirmed = { state: 'confirmed', confirmed_at: past }
const superseded = { state: 'superseded' }
const soon = now.add({ minutes: 1 }).toString()
const just = now.subtract({ minutes: 5 }).toString()

/** A write to an unlock that stands so. */
function unlock(takes: Row, leaves: Record<string, Row>, act: Write['act']): Write {
  return { table: 'unlocks', takes: { unlocks: takes }, leaves, act }
}

const claimed = ({ unlocks, lenders, devices, loans }: Ids): ClaimedUnlock => ({
  unlock: {
    id: `${unlocks}`,
    lenderId: `${lenders}`,
    deviceId: `${devices}`,
    loanId: `${loans}`,
    intent: 'indefinite',
    relockAt: null,
    attempts: 2,
    mustReadState: false,
    isShorter: false,
    requestedAt: now,
    deadlineAt: now,
  },
  device: { deviceId: `${devices}`, provider: 'http', providerDeviceId: '', imei: null },
  lenderId: `${lenders}`,
})
const times = { startedAt: now, now }
const failed = (errorClass: 'provider_down' | 'not_found') =>
  ({ ...times, error: { class: errorClass }, kind: 'send', random: 0.5 }) as const
const seen = (actual: 'unlocked' | 'locked'): DeviceSnapshot => ({
  actual,
  otherLocks: [],
  observedAt: now,
  rawStatus: actual,
})
const [open, locked] = [seen('unlocked'), seen('locked')]

const evidence = ({ devices, lenders, unlocks }: Ids, snapshot: DeviceSnapshot) => ({
  deviceId: `${devices}`,
  lenderId: `${lenders}`,
  source: 'webhook' as const,
  snapshot,
  now,
  dedupeKey: `${unlocks}:told`,
  namesCommand: `${unlocks}`,
})
const resend = ({ unlocks, lenders }: Ids) => ({
  unlockId: `${unlocks}`,
  lenderId: `${lenders}`,
  actor: 'staff:by',
  deadlineAt: now,
  now,
})
const taken = { state: 'accepted', dispatched_at: just, accepted_at: just, requested_at: just }

const refused = { reason: 'refused', now }
const lockService = ({ lenders }: Ids, { provider }: Row) => ({
  lenderId: `${lenders}`,
  provider: `${provider}`,
})

export const unlocks: Writes = {
  claimUnlock: unlock(
    { state: 'retry_wait', next_action_at: due },
    {
      'not due': { next_action_at: soon },
      'taken by another': { state: 'dispatching', next_action_at: soon },
      confirmed,
      superseded,
    },
    (tx, { unlocks }) => claimUnlock(tx, `${unlocks}`, now),
  ),
  recordAccepted: unlock({ state: 'dispatching' }, { confirmed, superseded }, (tx, ids) =>
    recordAccepted(tx, claimed(ids), times),
  ),
  'recordFailure that may pass': unlock(
    { state: 'dispatching' },
    { confirmed, superseded },
    (tx, ids) => recordFailure(tx, claimed(ids), failed('provider_down')),
  ),
  'recordFailure for good': unlock({ state: 'dispatching' }, { confirmed, superseded }, (tx, ids) =>
    recordFailure(tx, claimed(ids), failed('not_found')),
  ),
  'keepWaiting for the next look': unlock(taken, { confirmed, superseded }, (tx, { unlocks }) =>
    keepWaiting(tx, { unlockId: `${unlocks}`, snapshot: undefined, now }),
  ),
  'keepWaiting for one that was ignored': unlock(
    { ...taken, intent: 'indefinite', relock_at: null },
    { confirmed, superseded },
    (tx, { unlocks }) =>
      keepWaiting(tx, { unlockId: `${unlocks}`, snapshot: { ...locked, lastSeenAt: now }, now }),
  ),
  'keepWaiting no longer': unlock(
    { ...taken, requested_at: now.subtract({ hours: 24 * 30 }).toString() },
    { confirmed, superseded },
    (tx, { unlocks }) => keepWaiting(tx, { unlockId: `${unlocks}`, snapshot: undefined, now }),
  ),
  markLate: unlock(
    { state: 'accepted' },
    { 'late already': { late_at: past }, confirmed, superseded },
    (tx, { unlocks, lenders, loans }) =>
      markLate(
        tx,
        { unlockId: `${unlocks}`, lenderId: `${lenders}`, loanId: `${loans}`, deadlineAt: now },
        now,
      ),
  ),
  createUnlock: unlock(
    { state: 'accepted', intent: 'until', relock_at: soon },
    {},
    (tx, { devices, unlocks }) =>
      createUnlock(tx, {
        deviceId: `${devices}`,
        intent: { kind: 'indefinite' },
        cause: 'staff',
        causeId: `${unlocks}:more`,
        actor: 'keyturn',
        deadlineAt: now,
        now,
      }),
  ),
  'resendUnlock under way': {
    ...unlock({ state: 'accepted' }, { confirmed, superseded }, (tx, ids) =>
      resendUnlock(tx, resend(ids)),
    ),
    owners: ['lenders'],
  },
  'resendUnlock of one refused': unlock(
    { state: 'rejected' },
    { confirmed, superseded },
    (tx, ids) => resendUnlock(tx, resend(ids)),
  ),
  revokeUnlock: unlock(
    { state: 'requested' },
    {
      'being sent': { state: 'dispatching', next_action_at: soon },
      'out already': { state: 'accepted' },
      confirmed,
      superseded,
    },
    (tx, { unlocks, lenders }) =>
      revokeUnlock(tx, { unlockId: `${unlocks}`, lenderId: `${lenders}`, reason: 'disputed', now }),
  ),
  'recordEvidence that confirms': unlock(
    { ...taken, intent: 'indefinite', relock_at: null },
    { superseded, confirmed },
    (tx, ids) => recordEvidence(tx, evidence(ids, open)),
  ),
  'recordEvidence of a lock after it': unlock(
    confirmed,
    {
      'only sent': taken,
      'locked again already': { ...confirmed, relocked_at: past },
      'younger than that': { ...confirmed, confirmed_at: soon },
    },
    (tx, ids) => recordEvidence(tx, evidence(ids, locked)),
  ),
  'recordEvidence of the phone': {
    table: 'devices',
    leaves: { 'known by newer word': { lock_state_at: soon, last_seen_at: soon } },
    act: (tx, ids) => recordEvidence(tx, evidence(ids, open)),
  },
  recordRefusal: unlock(taken, { confirmed, superseded }, (tx, { unlocks, devices }) =>
    recordRefusal(tx, {
      commandId: `${unlocks}`,
      deviceId: `${devices}`,
      provider: 'http',
      reason: 'refused',
      occurredAt: now,
      now,
    }),
  ),
  sayOpen: {
    ...unlock(taken, { confirmed, superseded }, (tx, { devices, borrowers }) =>
      sayOpen(tx, { deviceId: `${devices}`, borrowerId: `${borrowers}`, now }),
    ),
    owners: ['borrowers'],
  },
  endWatching: {
    table: 'mdm_connections',
    takes: { mdm_connections: { watching_since: past } },
    leaves: {
      'not watched': { watching_since: null },
      'not watched any more': { watching_ended_at: past, watching_ended_by: 'staff:by' },
    },
    owners: ['lenders'],
    act: (tx, ids, row) =>
      endWatching(tx, { ...lockService(ids, row), staffId: `${ids.staff}`, phones: 0, now }),
  },
  pauseProvider: {
    table: 'mdm_connections',
    leaves: { paused: { paused_at: past, paused_reason: 'refused' } },
    owners: ['lenders'],
    act: (tx, ids, row) => pauseProvider(tx, { ...lockService(ids, row), ...refused }),
  },
  endFormerSecret: {
    table: 'mdm_connections',
    takes: { mdm_connections: { former_secret_encrypted: '\\x00' } },
    leaves: { 'with one': { former_secret_encrypted: null } },
    owners: ['lenders'],
    act: (tx, ids, row) => endFormerSecret(tx, { ...lockService(ids, row), by: 'by' }),
  },
  resumeProvider: {
    table: 'mdm_connections',
    takes: { mdm_connections: { paused_at: past, paused_reason: 'refused' } },
    leaves: { 'not paused': { paused_at: null, paused_reason: null } },
    owners: ['lenders'],
    act: (tx, ids, row) => resumeProvider(tx, lockService(ids, row)),
  },
}
