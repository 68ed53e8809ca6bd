import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { courierVisit, isCourierInVain } from '#lib/domain/return/courier.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import type { ReturnAct, ReturnDone, ReturnRefusal } from '#lib/returns/move-return.ts'
import { closeReturn } from './settle-return.ts'

type CallingOff = ReturnAct & {
  /** The borrower's own wish, or nothing is owed any more. */
  why: 'withdrawn' | 'paid'
}

/** Ends a return before the phone is here, and with it the coming of a courier. The borrower is told what they do not know. */
export async function callOffReturn(
  tx: Tx,
  { why, ...act }: CallingOff,
): Promise<ReturnDone | ReturnRefusal> {
  const to = why === 'paid' ? 'expired' : 'withdrawn'
  const ended = await closeReturn(tx, { ...act, to })
  if ('refusal' in ended) return ended
  const isCourierOff = isInVain(ended, to, act.now)
  if (isCourierOff) await openCaseOf(tx, ended)
  const { returnId, loan } = ended
  if (why === 'paid' || isCourierOff)
    await queueForBorrower(tx, {
      loanId: loan.loanId,
      kind: 'return_ended',
      causeId: returnId,
      detail: { returnId },
    })
  return ended
}

/** A courier who was to come later than the phone came is called off; one who has brought it is not any more. */
export async function callOffForReceived(
  tx: Tx,
  received: ReturnDone,
  now: Temporal.Instant,
): Promise<void> {
  const { before, loan } = received
  if (!isInVain(received, 'received', now))
    await closeByItself(tx, { lenderId: loan.lender.id, dedupeKey: keyOf(received), now })
  else if (before.state === 'arranged') await openCaseOf(tx, received)
}

const keyOf = ({ returnId }: Pick<ReturnDone, 'returnId'>) => `courier_to_call_off:${returnId}`

function isInVain({ before, loan }: ReturnDone, state: ReturnState, now: Temporal.Instant) {
  return isCourierInVain({ ...before, state }, { timeZone: loan.lender.timeZone, now })
}

// Whoever calls the courier off has until the courier sets out.
function openCaseOf(tx: Tx, { before, loan, ...done }: ReturnDone): Promise<void> {
  const { lender, loanId } = loan
  return openCase(tx, {
    lenderId: lender.id,
    loanId,
    kind: 'courier_to_call_off',
    dedupeKey: keyOf(done),
    dueAt: courierVisit(before, lender.timeZone)?.from ?? null,
    detail: { return: done.reference },
  })
}
