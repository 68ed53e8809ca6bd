import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { BuyerFinding } from '#lib/domain/strangers/buyer-report.ts'
import { type CaseAct, type CaseRefusal, closeCase } from './change-case.ts'

type Answer = CaseAct & { finding: BuyerFinding; answer: string; note: string | null }

/** Answers a buyer and closes the case: what was found stays at the desk, what was answered stands on the buyer's page. */
export async function answerBuyer(tx: Tx, { finding, answer, note, ...act }: Answer) {
  const { lenderId, caseId, staffId, now } = act
  const report = await tx
    .selectFrom('buyerReports')
    .select('caseId')
    .where('lenderId', '=', lenderId)
    .where('caseId', '=', caseId)
    .executeTakeFirst()
  if (!report) return { refusal: 'not_found' as const }
  const closed: CaseRefusal = await closeCase(tx, { ...act, note, isAnswered: true })
  if (closed.refusal) return closed
  const kept = await tx
    .updateTable('buyerReports')
    .set({ finding, answer, answeredBy: staffId, answeredAt: now })
    .where('lenderId', '=', lenderId)
    .where('caseId', '=', caseId)
    .where('answeredAt', 'is', null)
    .returning('caseId')
    .executeTakeFirst()
  if (!kept) throw new Error(`case ${caseId} is no message of a buyer that waits for an answer`)
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'case.answered',
    subject: 'case',
    subjectId: caseId,
    detail: { finding },
  })
  return closed
}
