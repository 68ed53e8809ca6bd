import { randomUUID } from 'node:crypto'
import { decideApproval, markStale } from '#lib/approvals/decide-approval.ts'
import { withdrawApproval } from '#lib/approvals/withdraw-approval.ts'
import { takeCase } from '#lib/cases/change-case.ts'
import { closeByItself, closeOfOlder } from '#lib/cases/close-by-itself.ts'
import { followTrouble } from '#lib/cases/follow-trouble.ts'
import { encrypt } from '#lib/encrypt.ts'
import { type KeyHolder, noteKeyUse, revokeApiKey } from '#lib/integrations/api-keys.ts'
import { claimDelivery, noteDelivered, noteUndelivered } from '#lib/integrations/claim-delivery.ts'
import { changeEndpointSecret, endFormerEndpointSecret } from '#lib/integrations/endpoint-secret.ts'
import { removeEndpoint } from '#lib/integrations/endpoints.ts'
import { claimNotice, noteFailed, noteSent } from '#lib/notices/claim-notice.ts'
import { closeSetAside } from '#lib/workflows/money/close-set-aside.ts'
import { hex } from '#tests/db/by-secret.ts'
import type { Ids, Row } from '#tests/support/database/right-rows.ts'
import { due, now, past, type Writes } from './write.ts'

const closed = { closed_at: past, closed_by: 'system' }
const decided = { state: 'approved', decided_at: past }

const delivery = ({ webhook_deliveries, lenders, webhook_endpoints }: Ids, createdAt = now) => ({
  deliveryId: `${webhook_deliveries}`,
  lenderId: `${lenders}`,
  createdAt,
  attempts: 1,
  endpointId: `${webhook_endpoints}`,
  type: 'hold.placed',
  url: 'https://by.example',
  secrets: [],
  body: { id: 'one' },
})
const notice = ({ notices, lenders }: Ids, attempts = 1) => ({
  id: `${notices}`,
  lenderId: `${lenders}`,
  kind: 'receipt' as const,
  attempts,
  channel: 'email' as const,
  recipient: '',
  locale: 'en' as const,
  detail: {},
})

const trouble = ({ lenders }: Ids, { dedupe_key }: Row) => ({
  lenderId: `${lenders}`,
  dedupeKey: `${dedupe_key}`,
  now,
})
const moved = {
  kind: 'webhook_failed',
  detail: { reason: 'moved' },
  isOpen: true,
  change: 'moved_on',
} as const

const endpoint = ({ lenders, webhook_endpoints }: Ids) => ({
  lenderId: `${lenders}`,
  endpointId: `${webhook_endpoints}`,
  by: 'staff:by',
})
const encrypted = () => hex(encrypt('secret', 'webhook-secret'))
const secrets = () => ({ secret_encrypted: encrypted() })
const holder = { lastUsedAt: null, revokedAt: null } as KeyHolder

export const desk: Writes = {
  decideApproval: {
    table: 'approvals',
    leaves: { decided },
    act: async (tx, { approvals, lenders }) => {
      const { id: staffId } = await tx
        .insertInto('staff')
        .values({
          lenderId: `${lenders}`,
          email: `${approvals}@by.example`,
          name: 'B',
          role: 'admin',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return decideApproval(tx, {
        approvalId: `${approvals}`,
        staffId,
        decision: 'approved',
        note: null,
        now,
      })
    },
  },
  markStale: {
    table: 'approvals',
    takes: { approvals: decided },
    leaves: { refused: { state: 'refused' } },
    act: (tx, { approvals, lenders, staff }) =>
      markStale(tx, { approvalId: `${approvals}`, lenderId: `${lenders}`, staffId: `${staff}` }),
  },
  withdrawApproval: {
    table: 'approvals',
    leaves: { decided },
    owners: ['staff'],
    act: (tx, { approvals, staff }) =>
      withdrawApproval(tx, { approvalId: `${approvals}`, staffId: `${staff}`, now }),
  },
  takeCase: {
    table: 'cases',
    leaves: { closed, newer: { version: 2 } },
    owners: ['lenders'],
    act: (tx, { cases, lenders, staff }) =>
      takeCase(tx, {
        caseId: `${cases}`,
        lenderId: `${lenders}`,
        staffId: `${staff}`,
        seenVersion: 1,
        from: undefined,
        now,
      }),
  },
  closeByItself: {
    table: 'cases',
    leaves: { closed },
    owners: ['lenders'],
    act: (tx, ids, row) => closeByItself(tx, trouble(ids, row)),
  },
  closeOfOlder: {
    table: 'cases',
    takes: { cases: { kind: 'unlock_refused' } },
    leaves: { closed, 'of another kind': { kind: 'unlock_late' } },
    act: (tx, { lenders, unlocks }) =>
      closeOfOlder(tx, { lenderId: `${lenders}`, unlockId: `${unlocks}`, now }),
  },
  'followTrouble that moved on': {
    table: 'cases',
    leaves: { 'known so already': { detail: moved.detail, due_at: null } },
    owners: ['lenders'],
    act: (tx, ids, row) => followTrouble(tx, { ...trouble(ids, row), ...moved }),
  },
  'followTrouble that is back': {
    table: 'cases',
    takes: { cases: { closed_at: past, closed_by: 'keyturn' } },
    leaves: { 'closed by a person': { closed_by: 'staff:by' } },
    act: (tx, ids, row) => followTrouble(tx, { ...trouble(ids, row), ...moved }),
  },
  closeSetAside: {
    table: 'cases',
    takes: { cases: () => ({ dedupe_key: `set_aside:${randomUUID()}` }) },
    leaves: { closed },
    owners: ['lenders'],
    act: (tx, { lenders, staff }, { dedupe_key }) =>
      closeSetAside(tx, {
        lenderId: `${lenders}`,
        paymentIntentId: `${dedupe_key}`.replace('set_aside:', ''),
        staffId: `${staff}`,
        now,
      }),
  },
  revokeApiKey: {
    table: 'api_keys',
    leaves: { revoked: { revoked_at: past } },
    owners: ['lenders'],
    act: (tx, { api_keys, lenders }) =>
      revokeApiKey(tx, { keyId: `${api_keys}`, lenderId: `${lenders}`, by: 'staff:by', now }),
  },
  changeEndpointSecret: {
    table: 'webhook_endpoints',
    takes: { webhook_endpoints: secrets },
    // Asked for when DATA_KEY is there.
    get leaves() {
      return { removed: { removed_at: past }, 'with two': { former_secret_encrypted: encrypted() } }
    },
    owners: ['lenders'],
    act: (tx, ids) => changeEndpointSecret(tx, { ...endpoint(ids), now }),
  },
  endFormerEndpointSecret: {
    table: 'webhook_endpoints',
    takes: { webhook_endpoints: () => ({ ...secrets(), former_secret_encrypted: '\\x00' }) },
    leaves: { 'with one': { former_secret_encrypted: null } },
    owners: ['lenders'],
    act: (tx, ids) => endFormerEndpointSecret(tx, endpoint(ids)),
  },
  noteKeyUse: {
    table: 'api_keys',
    act: (tx, { api_keys }) => noteKeyUse(tx, { ...holder, keyId: `${api_keys}` }, now),
  },
  removeEndpoint: {
    table: 'webhook_endpoints',
    leaves: { removed: { removed_at: past } },
    owners: ['lenders'],
    act: (tx, { webhook_endpoints, lenders }) =>
      removeEndpoint(tx, {
        endpointId: `${webhook_endpoints}`,
        lenderId: `${lenders}`,
        by: 'staff:by',
        now,
      }),
  },
  'claimDelivery for an address that was removed': {
    table: 'webhook_deliveries',
    takes: {
      webhook_endpoints: { removed_at: past },
      webhook_deliveries: { next_attempt_at: due },
    },
    leaves: {
      'not due': { next_attempt_at: now.add({ hours: 1 }) },
      delivered: { delivered_at: past },
      'given up': { failed_at: past, failure: 'gone' },
    },
    act: (tx, { webhook_deliveries }) => claimDelivery(tx, `${webhook_deliveries}`, now),
  },
  noteDelivered: {
    table: 'webhook_deliveries',
    act: (tx, ids) => noteDelivered(tx, delivery(ids), { status: 200, now }),
  },
  noteUndelivered: {
    table: 'webhook_deliveries',
    act: (tx, ids) => noteUndelivered(tx, delivery(ids), { failure: 'refused', status: 500, now }),
  },
  'noteUndelivered for good': {
    table: 'webhook_deliveries',
    act: (tx, ids) =>
      noteUndelivered(tx, delivery(ids, Temporal.Instant.from(past)), {
        failure: 'refused',
        status: 500,
        now,
      }),
  },
  claimNotice: {
    table: 'notices',
    takes: { notices: { next_attempt_at: due } },
    leaves: {
      'not due': { next_attempt_at: now.add({ hours: 1 }) },
      sent: { sent_at: past },
      'given up': { failed_at: past, failure: 'gone' },
    },
    act: (tx, { notices }) => claimNotice(tx, `${notices}`, now),
  },
  noteSent: {
    table: 'notices',
    act: (tx, { notices }) => noteSent(tx, `${notices}`, { subject: 'Your receipt', now }),
  },
  noteFailed: {
    table: 'notices',
    act: (tx, ids) => noteFailed(tx, notice(ids), { failure: 'refused', isFinal: false, now }),
  },
  'noteFailed for good': {
    table: 'notices',
    act: (tx, ids) => noteFailed(tx, notice(ids), { failure: 'refused', isFinal: true, now }),
  },
}
