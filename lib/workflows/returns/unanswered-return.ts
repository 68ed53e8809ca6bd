import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { lookedAtBy } from '#lib/domain/lock/hours.ts'
import type { ReturnDone } from '#lib/returns/move-return.ts'

const keyOf = ({ returnId }: Pick<ReturnDone, 'returnId'>) => `return_unanswered:${returnId}`

/** Puts an inspection that was not answered in time before a person, who decides by the days in which a person decides. */
export async function leaveUnanswered(
  tx: Tx,
  done: ReturnDone,
  now: Temporal.Instant,
): Promise<void> {
  const { loanId, lender } = done.loan
  await openCase(tx, {
    lenderId: lender.id,
    loanId,
    kind: 'return_unanswered',
    dedupeKey: keyOf(done),
    dueAt: lookedAtBy(now, lender),
    detail: { return: done.reference },
  })
}

/** It is answered after all, or decided: nobody needs to look at it for that any more. */
export function noLongerUnanswered(tx: Tx, done: ReturnDone, now: Temporal.Instant): Promise<void> {
  return closeByItself(tx, { lenderId: done.loan.lender.id, dedupeKey: keyOf(done), now })
}
