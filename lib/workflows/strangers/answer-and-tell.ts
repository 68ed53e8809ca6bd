import { answerBuyer } from '#lib/cases/answer-buyer.ts'
import { buyerReportOf } from '#lib/cases/buyer-report-of.ts'
import type { CaseRefusal } from '#lib/cases/change-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'

type Answer = Parameters<typeof answerBuyer>[1]

/** Answers a buyer, and tells them that the answer is there, where they left an address for it. */
export async function answerAndTell(tx: Tx, answer: Answer): Promise<CaseRefusal> {
  const answered = await answerBuyer(tx, answer)
  if (answered.refusal) return answered
  const { lenderId, caseId } = answer
  const report = await buyerReportOf(tx, { lenderId, caseId })
  if (report?.email)
    await queueNotice(tx, {
      lenderId,
      kind: 'buyer_answered',
      causeId: caseId,
      channel: 'email',
      recipient: report.email,
      locale: report.locale,
      detail: { buyerCaseId: caseId },
    })
  return answered
}
