import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { Outcome } from '#lib/domain/money/dispute-answer.ts'

/** One case of this lender with what it is about; undefined when it is nobody's or another's. */
export async function caseOf(db: Database, lenderId: string, caseId: string) {
  if (!isUuid(caseId)) return undefined
  return db
    .selectFrom('cases')
    .leftJoin('payments', 'payments.id', 'cases.paymentId')
    .leftJoin('unlocks', 'unlocks.id', 'cases.unlockId')
    .leftJoin('staff', 'staff.id', 'cases.takenBy')
    .leftJoin('disputeAnswers', 'disputeAnswers.caseId', 'cases.id')
    .leftJoin('loans', (join) =>
      join.on((eb) =>
        eb('loans.id', '=', eb.fn.coalesce('cases.loanId', 'payments.loanId', 'unlocks.loanId')),
      ),
    )
    .leftJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .select(['cases.id', 'cases.lenderId', 'cases.kind', 'cases.reference', 'cases.detail'])
    .select('cases.version')
    .select(['cases.openedAt', 'cases.dueAt', 'cases.closedAt', 'cases.closedBy'])
    .select(['cases.closingNote', 'cases.takenBy', 'cases.takenAt', 'cases.pspEventId'])
    .select(['staff.name as takenByName'])
    .select(['loans.id as loanId', 'loans.loanNumber', 'borrowers.name as borrowerName'])
    .select(['loans.currency as loanCurrency', 'loans.creditMinor as creditNowMinor'])
    .select(['borrowers.email as borrowerEmail', 'borrowers.nominatedPhone'])
    .select(['borrowers.locale as borrowerLocale', 'disputeAnswers.outcome'])
    .select(['disputeAnswers.answer', 'disputeAnswers.openUntil'])
    .select(['payments.id as paymentId', 'payments.reference as paymentReference'])
    .select(['payments.paidMinor', 'payments.askedMinor', 'payments.currency'])
    .select(['payments.state as paymentState', 'payments.setAsideReason'])
    .select(['unlocks.id as unlockId', 'unlocks.reference as unlockReference'])
    .select(['unlocks.state as unlockState', 'unlocks.deadlineAt as unlockDeadlineAt'])
    .select(['unlocks.errorClass as unlockErrorClass', 'unlocks.stateAt as unlockStateAt'])
    .select(['unlocks.requestedAt as unlockRequestedAt'])
    .select(['unlocks.supersededBy as unlockSupersededBy'])
    .where('cases.lenderId', '=', lenderId)
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
}

export type CaseFacts = NonNullable<Awaited<ReturnType<typeof caseOf>>>

/** The cases about a bank's claim on money of this loan that nobody has closed. */
export function openDisputes(
  db: Database,
  { lenderId, loanId }: { lenderId: string; loanId: string },
) {
  return db
    .selectFrom('cases')
    .innerJoin('payments', 'payments.id', 'cases.paymentId')
    .select(['cases.id', 'cases.reference'])
    .where('cases.lenderId', '=', lenderId)
    .where('cases.kind', '=', 'dispute')
    .where('cases.closedAt', 'is', null)
    .where('payments.loanId', '=', loanId)
    .orderBy('cases.openedAt')
    .execute()
}

const changes = [
  'case.opened',
  'case.updated',
  'case.taken',
  'case.handed_back',
  'case.message',
  'case.answered',
  'case.closed',
] as const

export type CaseChange = {
  /** Its place in the audit log: what was seen is everything up to it. */
  id: bigint
  action: (typeof changes)[number]
  actor: string
  at: Temporal.Instant
  /** Whose name, when it was one of the staff. */
  name: string | null
  /** What came of it, when it was answered. */
  outcome: Outcome | null
}

/** What happened to a case after the audit log's entry `seen`, oldest first. */
export async function caseChanges(
  db: Database,
  { lenderId, caseId }: { lenderId: string; caseId: string },
  seen = 0n,
): Promise<CaseChange[]> {
  const rows = await db
    .selectFrom('auditLog')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.lenderId', '=', 'auditLog.lenderId')
        .on((eb) => eb('auditLog.actor', '=', sql<string>`'staff:' || ${eb.ref('staff.id')}`)),
    )
    .select(['auditLog.id', 'auditLog.action', 'auditLog.actor', 'auditLog.at', 'staff.name'])
    .select(sql<Outcome | null>`audit_log.detail->>'outcome'`.as('outcome'))
    .where('auditLog.lenderId', '=', lenderId)
    .where('auditLog.subject', '=', 'case')
    .where('auditLog.subjectId', '=', caseId)
    .where('auditLog.action', 'in', changes)
    .where('auditLog.id', '>', seen)
    .orderBy('auditLog.id')
    .execute()
  return rows.map(({ action, ...row }) => ({ ...row, action: action as CaseChange['action'] }))
}
