import type { Database } from '#lib/db/client.ts'
import type { BorrowerDispute } from '#lib/domain/borrower-dispute.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { Outcome } from '#lib/domain/money/dispute-answer.ts'
import { type AnsweredCase, answeredBefore, type Said, saidBefore } from './said-before.ts'

export type OwnMessage = BorrowerDispute & {
  reference: string
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  dueAt: Temporal.Instant | null
  /** What was written before it about the same thing, the oldest first. */
  before: Said[]
  answer: OwnAnswer | undefined
  /** What was answered to messages before it. */
  answered: AnsweredCase[]
}

export type OwnAnswer = {
  outcome: Outcome
  text: string
  at: Temporal.Instant
  /** Until when the phone is left open after it; null: it holds nothing. */
  openUntil: Temporal.Instant | null
}

/** What this borrower last said is wrong about a phone, and what was answered; undefined: nothing, or not this borrower's phone. */
export async function messageOf(
  db: Database,
  borrowerId: string,
  deviceId: string,
): Promise<OwnMessage | undefined> {
  if (!isUuid(deviceId)) return undefined
  const row = await db
    .selectFrom('cases')
    .innerJoin('devices', 'devices.loanId', 'cases.loanId')
    .leftJoin('disputeAnswers as given', 'given.caseId', 'cases.id')
    .select(['cases.id', 'cases.lenderId', 'cases.reference', 'cases.openedAt', 'cases.closedAt'])
    .select(['cases.dueAt', 'cases.detail'])
    .select(['given.outcome', 'given.answer', 'given.answeredAt', 'given.openUntil'])
    .where('devices.borrowerId', '=', borrowerId)
    .where('devices.id', '=', deviceId)
    .where('cases.kind', '=', 'borrower_dispute')
    .orderBy('cases.openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { id: caseId, lenderId, detail, reference, openedAt, closedAt, dueAt } = row
  const { what, note, paymentReference } = detail as unknown as BorrowerDispute
  const said = { what, note, paymentReference, reference, openedAt, closedAt, dueAt }
  const [before, answered] = await Promise.all([
    saidBefore(db, { lenderId, caseId }),
    answeredBefore(db, { lenderId, caseId }),
  ])
  return { ...said, before, answered, answer: answerIn(row) }
}

type AnswerRow = {
  outcome: Outcome | null
  answer: string | null
  answeredAt: Temporal.Instant | null
  openUntil: Temporal.Instant | null
}

function answerIn({ outcome, answer, answeredAt, openUntil }: AnswerRow): OwnAnswer | undefined {
  if (!outcome || !answer || !answeredAt) return undefined
  return { outcome, text: answer, at: answeredAt, openUntil }
}
