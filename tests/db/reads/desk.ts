import { approvalOf } from '#lib/approvals/queries.ts'
import { blockListingsOf } from '#lib/block-lists/queries.ts'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { answeredBefore, saidBefore } from '#lib/cases/said-before.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { auditLogList } from '#lib/desk/audit-log-list.ts'
import { auditLogOfLoan, holdsOf, noticesTo } from '#lib/desk/loan-affairs.ts'
import { type LoanFacts, loanRecord } from '#lib/desk/loan-record.ts'
import { searchLoans } from '#lib/desk/search.ts'
import { workList } from '#lib/desk/work-list.ts'
import { usualHours } from '#lib/domain/work.ts'
import { lockLoanOfLender } from '#lib/ledger/ledger.ts'
import { loanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { refusePlan } from '#lib/plans/offer-or-refuse.ts'
import { planAtDesk } from '#lib/plans/queries.ts'
import { returnByReference, returnOf, returnsOfLender } from '#lib/returns/queries.ts'
import { settingsAt, versionsOf } from '#lib/settings/versions.ts'
import { listStaff, staffNames } from '#lib/staff/queries.ts'
import { unlocksOnBoard } from '#lib/unlocks/board.ts'
import { evidenceOfWord } from '#lib/unlocks/seen-open.ts'
import { unlockOf } from '#lib/unlocks/unlock-history.ts'
import { endStaffHold, placeStaffHold } from '#lib/workflows/holds/staff-hold.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import type { Row } from '#tests/support/database/right-rows.ts'
import { now, type Of, offer, ofLender, past, type Reads, unlessMissing } from './read.ts'

let lines = 1_000_000
const line = (about: Row) => () => {
  lines += 1
  return { id: lines, ...about }
}
const shows = ({ id }: Row) => id
const aboutCase = (action: string) => {
  const caseIds: string[] = []
  return {
    cases: () => {
      caseIds.push(crypto.randomUUID())
      return { id: caseIds.at(-1), kind: 'borrower_dispute' }
    },
    audit_log: () => line({ subject: 'case', action, subject_id: caseIds.at(-1) })(),
  }
}

const facts = ({ loans: id, lenders: lenderId }: Of, more: Partial<LoanFacts> = {}) =>
  ({
    id,
    lenderId,
    provider: 'nobody',
    email: null,
    phone: null,
    nominatedPhone: null,
    ...more,
  }) as LoanFacts

function work(db: Tx, { lenders: lenderId }: Of) {
  return workList(db, { lenderId, withinHours: usualHours, size: 100 })
}

/** What staff read, or act on. */
export const desk: Reads = {
  approvalOf: ofLender('approvals', (db, ids) => approvalOf(db, ids.lenders, ids.approvals)),
  blockListingsOf: ofLender(
    'block_listings',
    (db, { lenders: lenderId, loans: loanId }) => blockListingsOf(db, { lenderId, loanId }),
    { shows: ({ list }) => list },
  ),
  caseOf: ofLender('cases', (db, ids) => caseOf(db, ids.lenders, ids.cases)),
  caseChanges: ofLender(
    'audit_log',
    (db, { lenders: lenderId, cases: caseId }) => caseChanges(db, { lenderId, caseId }),
    { takes: aboutCase('case.taken'), shows },
  ),
  saidBefore: ofLender(
    'audit_log',
    async (db, { lenders: lenderId, cases: caseId }) => {
      // Of two messages the newer is what the case itself shows.
      await db
        .insertInto('auditLog')
        .values({
          lenderId,
          actor: 'by',
          action: 'case.message',
          subject: 'case',
          subjectId: caseId,
          detail: JSON.stringify({ note: caseId }),
        })
        .execute()
      return saidBefore(db, { lenderId, caseId })
    },
    { takes: aboutCase('case.message'), shows: ({ subject_id }) => subject_id },
  ),
  'workList of cases': ofLender('cases', work),
  'workList of plans': ofLender('plans', work),
  'workList of returns': ofLender('returns', work, { takes: { returns: { state: 'disputed' } } }),
  'workList of late unlocks': ofLender('unlocks', work, {
    takes: { unlocks: { late_at: past }, cases: { closed_at: past, closed_by: 'system' } },
  }),
  'workList of approvals': ofLender('approvals', work),
  lockLoanOfLender: ofLender('loans', (tx, { lenders: lenderId, loans: loanId }) =>
    lockLoanOfLender(tx, { lenderId, loanId }),
  ),
  placeStaffHold: ofLender('loans', async (tx, { lenders: lenderId, loans: loanId }) => {
    const lastDay = now.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 3 })
    const hold = {
      lenderId,
      loanId,
      reason: 'staff',
      lastDay,
      note: '',
      by: 'staff:by',
      now,
    } as const
    return unlessMissing(await placeStaffHold(tx, hold), loanId)
  }),
  endStaffHold: ofLender('holds', async (tx, { lenders: lenderId, loans: loanId, holds: holdId }) =>
    unlessMissing(
      await endStaffHold(tx, { lenderId, loanId, holdId, by: 'staff:by', now }),
      holdId,
    ),
  ),
  unlockByStaff: ofLender('loans', async (tx, { lenders: lenderId, loans: loanId, staff }) => {
    const wish = { lenderId, loanId, days: 1, reason: '', staffId: staff, token: loanId, now }
    return unlessMissing(await unlockByStaff(tx, wish), loanId)
  }),
  loanAtDesk: ofLender('loans', (db, ids) => loanAtDesk(db, ids.lenders, ids.loans)),
  refusePlan: ofLender('plans', async (tx, ids) => {
    const { lenders: lenderId, plans: planId } = ids
    const decision = { lenderId, planId, seenVersion: 1, actor: 'by', note: null, now }
    return unlessMissing(await refusePlan(tx, decision), planId)
  }),
  planAtDesk: ofLender('plans', (db, ids) => planAtDesk(db, ids.lenders, ids.plans), {
    takes: offer,
  }),
  returnOf: ofLender('returns', (db, { lenders: lenderId, returns }) =>
    returnOf(db, { lenderId }, returns),
  ),
  returnByReference: ofLender('returns', (db, ids, { reference }) =>
    returnByReference(db, ids.lenders, `${reference}`),
  ),
  returnsOfLender: ofLender('returns', (db, ids) => returnsOfLender(db, ids.lenders, 'open')),
  settingsAt: ofLender(
    'settings_versions',
    (db, ids, { version }) => settingsAt(db, ids.lenders, Number(version)),
    {
      takes: { settings_versions: () => ({ settings: { of: crypto.randomUUID() }, version: 3 }) },
      shows: ({ settings }) => Object(settings).of,
    },
  ),
  versionsOf: ofLender('settings_versions', (db, ids) => versionsOf(db, ids.lenders), {
    shows: ({ version }) => version,
  }),
  auditLogList: ofLender(
    'audit_log',
    (db, { lenders: lenderId }) => auditLogList(db, { lenderId }),
    {
      takes: { audit_log: line({}) },
      shows,
    },
  ),
  holdsOf: ofLender('holds', (db, ids) => holdsOf(db, facts(ids))),
  noticesTo: ofLender('notices', (db, ids, { recipient: email }) =>
    noticesTo(db, facts(ids, { email: `${email}` })),
  ),
  auditLogOfLoan: ofLender('audit_log', (db, ids) => auditLogOfLoan(db, facts(ids)), {
    takes: aboutLoan(),
    shows,
  }),
  loanRecord: ofLender('loans', (db, ids) => loanRecord(db, ids.lenders, ids.loans)),
  listStaff: ofLender('staff', (db, ids) => listStaff(db, ids.lenders)),
  staffNames: ofLender('staff', (db, ids) => staffNames(db, ids.lenders)),
  'searchLoans by reference': ofLender(
    'payments',
    (db, ids, { reference }) => searchLoans(db, ids.lenders, searched({ reference })),
    { shows: ({ loan_id }) => loan_id },
  ),
  'searchLoans by number': ofLender('loans', (db, ids, { loan_number }) =>
    searchLoans(db, ids.lenders, searched({ written: loan_number })),
  ),
  'searchLoans by customer': ofLender('loans', async (db, ids, { borrower_id }) => {
    const { customerNumber } = await db
      .selectFrom('borrowers')
      .select('customerNumber')
      .where('id', '=', `${borrower_id}`)
      .executeTakeFirstOrThrow()
    return searchLoans(db, ids.lenders, searched({ written: customerNumber }))
  }),
  'searchLoans by nickname': ofLender(
    'devices',
    (db, ids, { nickname }) => searchLoans(db, ids.lenders, searched({ written: nickname })),
    { takes: { devices: { nickname: 'Mine' } }, shows: ({ loan_id }) => loan_id },
  ),
  unlocksOnBoard: ofLender('unlocks', (db, ids) =>
    unlocksOnBoard(db, ids.lenders, { group: undefined, page: 1, size: 100 }),
  ),
  unlockOf: ofLender('unlocks', (db, ids) => unlockOf(db, ids.lenders, ids.unlocks)),
  evidenceOfWord: ofLender(
    'unlocks',
    async (tx, { lenders: lenderId, unlocks: unlockId, staff: staffId }) => {
      const seen = { knownBy: 'console', opening: 'as_asked', seenAt: now, note: '' } as const
      return unlessMissing(
        await evidenceOfWord(tx, { ...seen, unlockId, lenderId, staffId, now }),
        unlockId,
      )
    },
  ),
  answeredBefore: ofLender(
    'cases',
    async (db, { lenders: lenderId, loans: loanId }, { lender_id: ownerId }) => {
      const { id: caseId } = await db
        .insertInto('cases')
        .values({
          lenderId: `${ownerId}`,
          loanId,
          kind: 'borrower_dispute',
          openedAt: now,
          dedupeKey: crypto.randomUUID(),
          reference: crypto.randomUUID(),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return answeredBefore(db, { lenderId, caseId })
    },
    { takes: { cases: { opened_at: past } } },
  ),
}

function aboutLoan() {
  const loanIds: string[] = []
  return {
    loans: () => {
      loanIds.push(crypto.randomUUID())
      return { id: loanIds.at(-1) }
    },
    audit_log: () => line({ subject: 'loan', subject_id: loanIds.at(-1) })(),
  }
}

function searched({ reference = null, written = null }: Record<string, unknown>) {
  const none = { imei: null, phones: [], email: null }
  return {
    ...none,
    reference: reference && `${reference}`,
    written: written && `${written}`,
    linkCode: null,
  } as Parameters<typeof searchLoans>[2]
}
