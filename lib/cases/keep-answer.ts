import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DisputeAnswer } from '#lib/domain/money/dispute-answer.ts'

/** What the borrower is answered, and until when the phone is left open after it; null: the answer holds nothing. */
export type GivenAnswer = DisputeAnswer & { openUntil: Temporal.Instant | null }

type About = { lenderId: string; caseId: string; staffId: string; now: Temporal.Instant }

/** Keeps what a borrower was answered: whose word it is, and when. */
export async function keepAnswer(tx: Tx, about: About, given: GivenAnswer): Promise<void> {
  const { lenderId, caseId, staffId: answeredBy, now: answeredAt } = about
  const { outcome, openUntil } = given
  await tx
    .insertInto('disputeAnswers')
    .values({ caseId, lenderId, answeredBy, answeredAt, ...given })
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${answeredBy}`,
    action: 'case.answered',
    subject: 'case',
    subjectId: caseId,
    detail: { outcome, openUntil: openUntil?.toString() ?? null },
  })
}
