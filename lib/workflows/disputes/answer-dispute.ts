import { type CaseAct, type CaseRefusal, closeCase } from '#lib/cases/change-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import type { DisputeAnswer } from '#lib/domain/money/dispute-answer.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'

export type AnswerAct = CaseAct & DisputeAnswer & { note: string | null }

/**
 * Answers what a borrower said is wrong, and closes the case. The hold that waited for the answer ends, and in its place
 * the phone is left open for some days, so that nobody finds it locked in the minute of reading. Who was right, even in
 * part, is given these days in any case.
 */
export async function answerDispute(tx: Tx, act: AnswerAct): Promise<CaseRefusal> {
  const { outcome, answer, ...closing } = act
  const { lenderId, caseId: causeId, staffId, now } = act
  const loanId = await disputedLoan(tx, act)
  if (!loanId) return { refusal: 'not_found' }
  // The loan before the case, as when a message is taken: neither waits for the other.
  const { lender } = await lockLoan(tx, loanId)
  const isHeld = (await activeHolds(tx, loanId, now)).some((hold) => hold.causeId === causeId)
  const until = longestUntil(lender.policy, 'dispute_answered', { now, timeZone: lender.timeZone })
  const openUntil = isHeld || outcome !== 'not_upheld' ? until : null
  const closed = await closeCase(tx, { ...closing, answer: { outcome, answer, openUntil } })
  if (closed.refusal) return closed
  const [cause, by] = [{ lenderId, loanId, causeId }, `staff:${staffId}`]
  if (openUntil)
    await holdPhone(tx, {
      ...cause,
      reason: 'dispute_answered',
      placedBy: by,
      isCounted: true,
      until,
      now,
    })
  await liftHold(tx, { reason: 'dispute', causeId, endReason: 'decided', endedBy: by, now })
  await queueForBorrower(tx, {
    loanId,
    kind: 'dispute_answered',
    causeId,
    detail: { caseId: causeId },
  })
  return closed
}

async function disputedLoan(tx: Tx, { lenderId, caseId }: CaseAct): Promise<string | null> {
  if (!isUuid(caseId)) return null
  const row = await tx
    .selectFrom('cases')
    .select('loanId')
    .where('id', '=', caseId)
    .where('lenderId', '=', lenderId)
    .where('kind', '=', 'borrower_dispute')
    .executeTakeFirst()
  return row?.loanId ?? null
}
