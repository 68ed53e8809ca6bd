import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  type BookedReturn,
  bookReturn,
  type PhotosMissing,
  type Settling,
} from '#lib/returns/book-return.ts'
import { endReturn } from '#lib/returns/end-return.ts'
import type { ReturnAct, ReturnDone, ReturnRefusal } from '#lib/returns/move-return.ts'
import { holdReturn, liftReturnHold } from './hold-return.ts'

/** Books a return, and tells the borrower. */
export async function settleReturn(
  tx: Tx,
  act: Settling,
): Promise<BookedReturn | ReturnRefusal | PhotosMissing> {
  const booked = await bookReturn(tx, act)
  if ('refusal' in booked) return booked
  const { returnId, loan, heldUntil } = booked
  await holdReturn(tx, booked, { until: heldUntil, actor: act.actor, now: act.now })
  await queueForBorrower(tx, {
    loanId: loan.loanId,
    kind: 'return_settled',
    causeId: returnId,
    detail: { returnId, page: 'letter' },
  })
  return booked
}

/** Ends a return and with it its hold. */
export async function closeReturn(
  tx: Tx,
  act: ReturnAct & { to: 'withdrawn' | 'expired' | 'closed' },
): Promise<ReturnDone | ReturnRefusal> {
  const ended = await endReturn(tx, act)
  if ('refusal' in ended) return ended
  const endReason = act.to === 'withdrawn' ? 'withdrawn' : 'over'
  await liftReturnHold(tx, ended, { actor: act.actor, now: act.now, endReason })
  return ended
}
