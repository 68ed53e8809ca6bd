import type { Tx } from '#lib/db/transaction.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { type Answer, answerInspection } from '#lib/returns/answer-inspection.ts'
import { type DisputeDecision, decideDispute } from '#lib/returns/decide-dispute.ts'
import type { ReturnDone } from '#lib/returns/move-return.ts'
import { type Inspection, noteInspection } from '#lib/returns/note-inspection.ts'
import { type Arrival, noteReceived } from '#lib/returns/note-received.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { callOffForReceived } from './call-off.ts'
import { endArrangements } from './end-arrangements.ts'
import { holdReturn } from './hold-return.ts'
import { noLongerUnanswered } from './unanswered-return.ts'

type Held = ReturnDone & { heldUntil: Temporal.Instant }
type Who = { actor: string; now: Temporal.Instant }

/** The phone is here: held while a person looks at it, and the borrower is told. */
export async function receiveReturn(tx: Tx, arrival: Arrival) {
  const received = await noteReceived(tx, arrival)
  if ('loan' in received) {
    const { terms } = await quoteInForce(tx, received.returnId)
    await endArrangements(tx, { ...received.loan, ...arrival, earnedBy: terms.asOn })
    await callOffForReceived(tx, received, arrival.now)
  }
  return follow(tx, received, { ...arrival, kind: 'return_received' })
}

/** The result stands before the borrower, who has some days to answer. */
export async function inspectReturn(tx: Tx, inspection: Inspection) {
  return follow(tx, await noteInspection(tx, inspection), {
    ...inspection,
    kind: 'return_inspected',
  })
}

/** The borrower's answer. What follows is done by a person. */
export async function answerReturn(tx: Tx, answer: Answer) {
  return follow(tx, await answerInspection(tx, answer), answer)
}

/** A person's answer to a dispute, or to silence, and the borrower is told. */
export async function decideReturn(tx: Tx, decision: DisputeDecision) {
  return follow(tx, await decideDispute(tx, decision), { ...decision, kind: 'return_decided' })
}

async function follow<T extends Held | { refusal: string }>(
  tx: Tx,
  done: T,
  { kind, actor, now }: Who & { kind?: NoticeKind },
): Promise<T> {
  if ('refusal' in done) return done
  const { returnId, loan, heldUntil: until } = done
  await holdReturn(tx, done, { until, actor, now })
  await noLongerUnanswered(tx, done, now)
  if (kind)
    await queueForBorrower(tx, {
      loanId: loan.loanId,
      kind,
      causeId: returnId,
      detail: { returnId },
    })
  return done
}
