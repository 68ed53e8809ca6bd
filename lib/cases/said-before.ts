import type { Database } from '#lib/db/client.ts'
import type { BorrowerDispute } from '#lib/domain/borrower-dispute.ts'
import type { Outcome } from '#lib/domain/money/dispute-answer.ts'

export type Said = BorrowerDispute & { at: Temporal.Instant }

type OneCase = { lenderId: string; caseId: string }

/** What a borrower wrote about a case before the message that the case shows, the oldest first. */
export async function saidBefore(db: Database, { lenderId, caseId }: OneCase): Promise<Said[]> {
  const rows = await db
    .selectFrom('auditLog')
    .select(['at', 'detail'])
    .where('lenderId', '=', lenderId)
    .where('subject', '=', 'case')
    .where('subjectId', '=', caseId)
    .where('action', '=', 'case.message')
    .orderBy('id')
    .execute()
  return rows
    .slice(0, -1)
    .map(({ at, detail }) => ({ ...(detail as unknown as BorrowerDispute), at }))
}

export type AnsweredCase = {
  id: string
  reference: string
  outcome: Outcome
  answer: string
  answeredAt: Temporal.Instant
}

/** The newest answers that the borrower of this case had before it. */
export function answeredBefore(
  db: Database,
  { lenderId, caseId }: OneCase,
): Promise<AnsweredCase[]> {
  return db
    .selectFrom('cases as later')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.loanId', '=', 'later.loanId')
        .onRef('cases.openedAt', '<', 'later.openedAt'),
    )
    .innerJoin('disputeAnswers', 'disputeAnswers.caseId', 'cases.id')
    .select(['cases.id', 'cases.reference', 'disputeAnswers.outcome'])
    .select(['disputeAnswers.answer', 'disputeAnswers.answeredAt'])
    .where('later.lenderId', '=', lenderId)
    .where('later.id', '=', caseId)
    .orderBy('disputeAnswers.answeredAt', 'desc')
    .limit(5)
    .execute()
}
