import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { agreedByName, recordsOfLoans } from './audit-log-about.ts'
import type { LoanFacts } from './loan-record.ts'

const onPage = 50

/** Promises, plans, returns and cases of a loan, each kind newest first. */
export async function affairsOf(db: Database, loanId: string, most = onPage) {
  const [promises, plans, returns, cases] = await Promise.all([
    db
      .selectFrom('promises')
      .select(['id', 'reference', 'amountMinor', 'currency', 'dueOn', 'state', 'madeAt'])
      .select('paidMinor')
      .where('loanId', '=', loanId)
      .orderBy('madeAt', 'desc')
      .limit(most)
      .execute(),
    db
      .selectFrom('plans')
      .select(['id', 'reference', 'state', 'stateAt', 'askedAt', 'decideBy'])
      .where('loanId', '=', loanId)
      .orderBy('askedAt', 'desc')
      .limit(most)
      .execute(),
    db
      .selectFrom('returns')
      .select(['id', 'reference', 'state', 'stateAt', 'askedAt'])
      .where('loanId', '=', loanId)
      .orderBy('askedAt', 'desc')
      .limit(most)
      .execute(),
    casesOf(db, loanId, most),
  ])
  return { promises, plans, returns, cases }
}

export type Affairs = Awaited<ReturnType<typeof affairsOf>>

function casesOf(db: Database, loanId: string, most: number) {
  return db
    .selectFrom('cases')
    .leftJoin('staff', 'staff.id', 'cases.takenBy')
    .leftJoin('disputeAnswers', 'disputeAnswers.caseId', 'cases.id')
    .select(['cases.id', 'cases.reference', 'cases.kind', 'cases.openedAt', 'cases.closedAt'])
    .select(['cases.closingNote', 'staff.name as takenByName', 'disputeAnswers.outcome'])
    .select('disputeAnswers.answer')
    .where('cases.id', 'in', (eb) =>
      eb
        .selectFrom('cases as named')
        .select('named.id')
        .where('named.loanId', '=', loanId)
        .union(
          eb
            .selectFrom('payments')
            .innerJoin('cases as ofPayment', 'ofPayment.paymentId', 'payments.id')
            .select('ofPayment.id')
            .where('payments.loanId', '=', loanId),
        )
        .union(
          eb
            .selectFrom('unlocks')
            .innerJoin('cases as ofUnlock', 'ofUnlock.unlockId', 'unlocks.id')
            .select('ofUnlock.id')
            .where('unlocks.loanId', '=', loanId),
        ),
    )
    .orderBy('cases.openedAt', 'desc')
    .limit(most)
    .execute()
}

/** Every hold on a loan, those that are over too, newest first; outages of its lock provider among them. */
export function holdsOf(
  db: Database,
  { id: loanId, lenderId, provider }: LoanFacts,
  most = onPage,
) {
  return db
    .selectFrom('holds')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.lenderId', '=', 'holds.lenderId')
        .on((is) => is('holds.placedBy', '=', sql<string>`'staff:' || ${is.ref('staff.id')}`)),
    )
    .select(['holds.id', 'reason', 'note', 'placedBy', 'fromAt', 'untilAt', 'endedAt'])
    .select(['endReason', 'provider', 'staff.name as staffName'])
    .where('holds.lenderId', '=', lenderId)
    .where((is) => is.or([is('loanId', '=', loanId), is('provider', '=', provider)]))
    .orderBy('fromAt', 'desc')
    .limit(most)
    .execute()
}

export type LoanHold = Awaited<ReturnType<typeof holdsOf>>[number]

/** What was sent to the borrower's addresses and numbers, newest first. */
export function noticesTo(
  db: Database,
  { lenderId, email, phone, nominatedPhone }: LoanFacts,
  most = onPage,
) {
  const recipients = [email, phone, nominatedPhone].filter((one): one is string => one !== null)
  if (recipients.length === 0) return Promise.resolve([])
  return db
    .selectFrom('notices')
    .select(['id', 'kind', 'channel', 'recipient', 'createdAt', 'sentAt', 'failedAt', 'failure'])
    .select('gate')
    .where('lenderId', '=', lenderId)
    .where('recipient', 'in', recipients)
    .orderBy('createdAt', 'desc')
    .limit(most)
    .execute()
}

export type SentNotice = Awaited<ReturnType<typeof noticesTo>>[number]

/** What the audit log says of a loan and of everything that belongs to it, newest first. One query. */
export async function auditLogOfLoan(db: Database, { id, lenderId }: LoanFacts, most = 100) {
  const { rows } = await sql<AuditLogRow>`
    with about (subject, subject_id) as (${recordsOfLoans(sql`select ${id}::uuid`)})
    select audit_log.id, audit_log.at, audit_log.actor, audit_log.action, audit_log.subject,
           audit_log.subject_id, audit_log.detail, staff.name as staff_name, ${agreedByName} as agreed_by_name
      from about join audit_log using (subject, subject_id)
      left join staff on audit_log.actor = 'staff:' || staff.id and staff.lender_id = audit_log.lender_id
     where audit_log.lender_id = ${lenderId}
     order by audit_log.id desc limit ${most}`.execute(db)
  return rows
}

type AuditLogRow = {
  id: bigint
  at: Temporal.Instant
  actor: string
  action: string
  subject: string
  subjectId: string
  detail: unknown
  staffName: string | null
  agreedByName: string | null
}
