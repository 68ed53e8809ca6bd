import { keepMessage } from '#lib/cases/keep-message.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { BorrowerDispute } from '#lib/domain/borrower-dispute.ts'
import { longestUntil, mayHoldForDispute } from '#lib/domain/lock/hold.ts'
import { disputeHolds } from '#lib/holds/queries.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { mayOpenUntil } from '#lib/lock-rules/open-spans.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { holdPhone } from './hold-phone.ts'

type BorrowerMessage = {
  loanId: string
  message: BorrowerDispute
  /** `borrower:{id}` */
  by: string
  now: Temporal.Instant
}

export type MessageTaken = { caseId: string; isHeld: boolean } | { refusal: 'too_many' }

/**
 * "This is wrong": a person looks at it, and until then the phone stays open. A second message within the time of the
 * first hold reaches the person, too, but holds nothing more, unless the first was right.
 */
export async function takeMessage(tx: Tx, taken: BorrowerMessage): Promise<MessageTaken> {
  const { loanId, message, by, now } = taken
  // One at a time for a loan: a double click is one message.
  const loan = await lockLoan(tx, loanId)
  const { lender } = loan
  const { id: lenderId, policy, timeZone } = lender
  const until = longestUntil(policy, 'dispute', { now, timeZone })
  const kept = await keepMessage(tx, { lenderId, loanId, message, by, answerBy: until })
  if ('refusal' in kept) return kept
  const { caseId, number } = kept
  const isHeld =
    mayHoldForDispute(policy, await disputeHolds(tx, loanId), now) &&
    (await mayOpenUntil(tx, loan, { until, now }))
  if (isHeld && kept.isNew)
    await holdPhone(tx, {
      lenderId,
      loanId,
      reason: 'dispute',
      causeId: caseId,
      placedBy: by,
      until,
      now,
      isCounted: true,
    })
  if (kept.isNew)
    await queueForBorrower(tx, {
      loanId,
      kind: 'dispute_received',
      causeId: `${caseId}:${number}`,
      detail: { caseId },
    })
  return { caseId, isHeld }
}
