import { countTry } from '#lib/accounts/count-try.ts'
import { makeRecoveryCodes, recoverySheetOf } from '#lib/accounts/recovery-codes.ts'
import { noteAsked, sendCode } from '#lib/accounts/send-code.ts'
import { endAllSessions, noteActivity } from '#lib/accounts/sessions.ts'
import { makeSignInLink } from '#lib/accounts/sign-in-link.ts'
import { takeFailures, tellAgain } from '#lib/db/sign-in-failures.ts'
import { nameDevice } from '#lib/loans/name-device.ts'
import { chooseContacts } from '#lib/notices/contact-choices.ts'
import { changeRole, disableStaff } from '#lib/staff/change-staff.ts'
import { endInvitations, resetStaff } from '#lib/staff/invite-staff.ts'
import { endSessionsOf, noteStaffActivity } from '#lib/staff/sessions.ts'
import { choosePassword } from '#lib/staff/take-up-invitation.ts'
import type { Ids, Row } from '#tests/support/database/right-rows.ts'
import { now, past, type Writes } from './write.ts'

const long = now.subtract({ minutes: 10 })
const used = { used_at: past }
const revoked = { revoked_at: past }
const ended = { ended_at: past }
const just = { seen_at: now.subtract({ seconds: 30 }).toString() }
const over = { expires_at: past }

const account = ({ lenders }: Ids, { subject_id }: Row) =>
  ({ lenderId: `${lenders}`, subject: 'borrower', subjectId: `${subject_id}` }) as const

export const people: Writes = {
  chooseContacts: {
    table: 'borrowers',
    act: (tx, { borrowers, lenders }) =>
      chooseContacts(tx, {
        borrowerId: `${borrowers}`,
        lenderId: `${lenders}`,
        channel: null,
        hours: null,
        isStopped: false,
        locale: 'es',
        by: 'staff:by',
        now,
      }),
  },
  countTry: {
    table: 'challenges',
    leaves: { used, over, 'tried too often': { tries: 5 } },
    owners: ['lenders'],
    act: (tx, { challenges, lenders }) =>
      countTry(tx, { challengeId: `${challenges}`, lenderId: `${lenders}`, now }),
  },
  sendCode: {
    table: 'challenges',
    leaves: { used, 'too old': { created_at: past } },
    owners: ['lenders'],
    act: (tx, { challenges, lenders }) =>
      sendCode(tx, { challengeId: `${challenges}`, lenderId: `${lenders}`, method: 'email', now }),
  },
  noteAsked: {
    takes: { challenges: { method: null, code_hash: null } },
    table: 'challenges',
    leaves: { used, 'asked for by another way': { method: 'sms' } },
    owners: ['lenders'],
    act: (tx, { challenges, lenders }) =>
      noteAsked(tx, { challengeId: `${challenges}`, lenderId: `${lenders}`, method: 'best' }),
  },
  makeRecoveryCodes: {
    table: 'recovery_codes',
    leaves: { used, revoked },
    act: async (tx, { borrowers, lenders }) => {
      const owner = { borrowerId: `${borrowers}`, lenderId: `${lenders}` }
      const { madeAt } = (await recoverySheetOf(tx, owner)) ?? { madeAt: now }
      const replaces = BigInt(madeAt.epochMilliseconds)
      return makeRecoveryCodes(tx, { ...owner, now, replaces })
    },
  },
  makeSignInLink: {
    table: 'sign_in_links',
    leaves: { used, over },
    act: (tx, { borrowers, lenders, staff }) =>
      makeSignInLink(tx, {
        borrowerId: `${borrowers}`,
        lenderId: `${lenders}`,
        staffId: `${staff}`,
        identityNote: 'seen',
        now,
      }),
  },
  noteActivity: {
    table: 'sessions',
    leaves: { ended, 'seen just now': just },
    act: (tx, { sessions }) => noteActivity(tx, { sessionId: `${sessions}`, seenAt: long }, now),
  },
  endAllSessions: {
    table: 'sessions',
    leaves: { ended },
    owners: ['lenders'],
    act: (tx, { borrowers, lenders }) =>
      endAllSessions(tx, { borrowerId: `${borrowers}`, lenderId: `${lenders}` }, now),
  },
  noteStaffActivity: {
    table: 'staff_sessions',
    leaves: { ended, 'seen just now': just },
    act: (tx, { staff_sessions }) =>
      noteStaffActivity(tx, { sessionId: `${staff_sessions}`, seenAt: long }, now),
  },
  endSessionsOf: {
    table: 'staff_sessions',
    leaves: { ended },
    owners: ['lenders'],
    act: (tx, { staff, lenders }) =>
      endSessionsOf(tx, { staffId: `${staff}`, lenderId: `${lenders}`, now }),
  },
  endInvitations: {
    table: 'staff_invitations',
    leaves: { used, over },
    act: (tx, { staff }) => endInvitations(tx, `${staff}`, now),
  },
  disableStaff: {
    table: 'staff',
    leaves: {
      disabled: { disabled_at: past },
      'the only admin of theirs': { totp_confirmed_at: past, password_hash: 'by' },
    },
    owners: ['lenders'],
    act: (tx, { staff, lenders }) =>
      disableStaff(tx, { staffId: `${staff}`, lenderId: `${lenders}`, actor: 'staff:by', now }),
  },
  changeRole: {
    table: 'staff',
    leaves: { disabled: { disabled_at: past } },
    owners: ['lenders'],
    act: (tx, { staff, lenders }) =>
      changeRole(tx, {
        staffId: `${staff}`,
        lenderId: `${lenders}`,
        actor: 'staff:by',
        now,
        role: 'agent',
      }),
  },
  resetStaff: {
    table: 'staff',
    takes: { staff: { password_hash: 'by' } },
    owners: ['lenders'],
    act: (tx, { staff, lenders }) =>
      resetStaff(tx, { staffId: `${staff}`, lenderId: `${lenders}`, actor: 'staff:by', now }),
  },
  choosePassword: {
    table: 'staff',
    leaves: { 'set up already': { password_hash: 'by' } },
    owners: ['lenders'],
    act: (tx, { staff, lenders, staff_invitations }) =>
      choosePassword(
        tx,
        {
          staffId: `${staff}`,
          lenderId: `${lenders}`,
          invitationId: `${staff_invitations}`,
          name: '',
          email: '',
          totpSecret: undefined,
        },
        'hash',
      ),
  },
  takeFailures: {
    table: 'sign_in_failures',
    leaves: { 'a member of staff’s': { subject: 'staff' } },
    owners: ['lenders'],
    act: (tx, ids, row) => takeFailures(tx, account(ids, row)),
  },
  tellAgain: {
    table: 'sign_in_failures',
    takes: { sign_in_failures: { told_at: past } },
    leaves: { 'a member of staff’s': { subject: 'staff' } },
    owners: ['lenders'],
    act: (tx, ids, row) => tellAgain(tx, account(ids, row)),
  },
  nameDevice: {
    table: 'devices',
    owners: ['borrowers'],
    act: (tx, { devices, borrowers }) =>
      nameDevice(tx, { deviceId: `${devices}`, borrowerId: `${borrowers}`, nickname: 'Mine' }),
  },
}
