import { randomUUID } from 'node:crypto'
import { endSession } from '#lib/accounts/sessions.ts'
import { takeUpLink } from '#lib/accounts/sign-in-link.ts'
import { keepMessage } from '#lib/cases/keep-message.ts'
import { encrypt } from '#lib/encrypt.ts'
import { claimDelivery } from '#lib/integrations/claim-delivery.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { claimNotice } from '#lib/notices/claim-notice.ts'
import { noteQuoted } from '#lib/returns/offer-return.ts'
import { totpPurpose } from '#lib/staff/sign-in.ts'
import { confirmApp } from '#lib/staff/take-up-invitation.ts'
import { newTotpSecret, totpCode, totpStep } from '#lib/staff/totp.ts'
import { claimPhonesToRead } from '#lib/unlocks/claim-readings.ts'
import { bySecret, hex } from '#tests/db/by-secret.ts'
import type { Ids } from '#tests/support/database/right-rows.ts'
import { due, now, past, type Write, type Writes } from './write.ts'

const session = bySecret('secret_hash', 'session')
const link = bySecret('token_hash', 'sign-in-link')

const totp = newTotpSecret()
const invited = () => ({
  password_hash: 'by',
  totp_secret_encrypted: hex(encrypt(totp, totpPurpose)),
})
const confirming = (table: 'staff' | 'staff_invitations', more: Partial<Write> = {}): Write => ({
  table,
  takes: { staff: invited },
  ...more,
  act: (tx, { staff, lenders, staff_invitations }) =>
    confirmApp(
      tx,
      {
        staffId: `${staff}`,
        lenderId: `${lenders}`,
        invitationId: `${staff_invitations}`,
        name: '',
        email: '',
        totpSecret: totp,
      },
      { code: totpCode(totp, totpStep(now)), now },
    ),
})

const claiming = ({ notices }: Ids) => `${notices}`
let loanId = ''

/** What is done once: taken up, used up, or claimed. */
export const once: Writes = {
  endSession: {
    table: 'sessions',
    takes: { sessions: session.make },
    leaves: { ended: { ended_at: past } },
    act: (tx, _, row) => endSession(tx, session.of(row), now),
  },
  takeUpLink: {
    table: 'sign_in_links',
    takes: { sign_in_links: link.make },
    leaves: { used: { used_at: past }, over: { expires_at: past } },
    owners: ['lenders'],
    act: (tx, { lenders }, row) =>
      takeUpLink(tx, { lenderId: `${lenders}`, token: link.of(row), now }),
  },
  'confirmApp uses the invitation up': confirming('staff_invitations', {
    leaves: { used: { used_at: past } },
  }),
  'confirmApp sets up': confirming('staff'),
  noteQuoted: {
    table: 'returns',
    takes: { returns: { state: 'offered' } },
    leaves: { arranged: { state: 'arranged', arranged_at: past, send_by: '2199-12-31' } },
    act: async (tx, { returns, loans }) => {
      const loan = await readLoan(tx, `${loans}`)
      const validUntil = Temporal.PlainDate.from('2199-12-31')
      const asOn = Temporal.PlainDate.from('2026-01-01')
      const valuePercent = { good: 0, worn: 0, damaged: 0, not_working: 0 }
      return noteQuoted(
        tx,
        { returnId: `${returns}`, loan, now },
        {
          quoteId: '',
          version: 2,
          validUntil,
          madeAt: now,
          totalPriceMinor: 1n,
          paidMinor: 0n,
          outstandingMinor: 1n,
          costReturnedMinor: 0n,
          terms: { rule: 'half', asOn, valuePercent },
          owedAfter: valuesOf(0n),
        },
      )
    },
  },
  'keepMessage beside an open one': {
    table: 'cases',
    takes: {
      loans: () => {
        loanId = randomUUID()
        return { id: loanId }
      },
      cases: () => ({
        kind: 'borrower_dispute',
        dedupe_key: `borrower_dispute:${loanId}`,
        detail: { what: 'amount', note: 'Before.', paymentReference: '', messages: 1 },
      }),
    },
    act: (tx, { lenders, loans }) =>
      keepMessage(tx, {
        lenderId: `${lenders}`,
        loanId: `${loans}`,
        by: 'borrower:by',
        answerBy: now,
        message: { what: 'amount', note: 'Newer.', paymentReference: '' },
      }),
  },
  claimDelivery: {
    table: 'webhook_deliveries',
    takes: {
      webhook_endpoints: () => ({ secret_encrypted: hex(encrypt('secret', 'webhook-secret')) }),
      webhook_deliveries: { next_attempt_at: due },
    },
    leaves: {
      'not due': { next_attempt_at: now.add({ hours: 1 }) },
      delivered: { delivered_at: past },
      'given up': { failed_at: past, failure: 'gone' },
    },
    act: (tx, { webhook_deliveries }) => claimDelivery(tx, `${webhook_deliveries}`, now),
  },
  'claimNotice of what is not true any more': {
    table: 'notices',
    takes: {
      notices: () => ({
        next_attempt_at: due,
        kind: 'promise_broken',
        detail: { promiseId: randomUUID() },
      }),
    },
    act: (tx, ids) => claimNotice(tx, claiming(ids), now),
  },
  'claimNotice at a time for no demand': {
    table: 'notices',
    takes: { notices: { next_attempt_at: due, kind: 'promise_broken' } },
    act: async (tx, ids) => {
      const hour = now.toZonedDateTimeISO('Asia/Colombo').hour
      const later = { demandsFrom: (hour + 2) % 22, demandsUntil: ((hour + 2) % 22) + 1 }
      const { policy } = await tx
        .selectFrom('lenders')
        .select('policy')
        .where('id', '=', `${ids.lenders}`)
        .executeTakeFirstOrThrow()
      const hours = { ...Object(Object(policy).hours), ...later }
      await tx
        .updateTable('lenders')
        .set({ policy: JSON.stringify({ ...Object(policy), hours }) })
        .where('id', '=', `${ids.lenders}`)
        .execute()
      return claimNotice(tx, claiming(ids), now)
    },
  },
  claimPhonesToRead: {
    table: 'devices',
    takes: { devices: () => ({ provider: `by-${randomUUID()}`, read_at: past }) },
    leaves: { 'read just now': { read_at: due } },
    owners: ['lenders'],
    act: (tx, { lenders }, { provider }) =>
      claimPhonesToRead(tx, { lenderId: `${lenders}`, provider: `${provider}`, now, most: 10 }),
  },
}

function valuesOf(minor: bigint) {
  return { good: minor, worn: minor, damaged: minor, not_working: minor }
}
