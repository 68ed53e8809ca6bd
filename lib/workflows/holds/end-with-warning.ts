import type { Tx } from '#lib/db/transaction.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import type { HoldEnding } from '#lib/holds/end-hold.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { shortenUnlock } from '#lib/workflows/unlocks/adjust-unlock.ts'
import { holdPhone, liftHold } from './hold-phone.ts'

/** How the hold of something that was taken back ends. */
export type EndHeld = (tx: Tx, ending: Omit<HoldEnding, 'endReason'>) => Promise<void>

/**
 * Ends the hold of something that was taken back. The phone is left alone for the lender's days of warning, never longer
 * than it would have been, and then not any more: the lock service is told of the nearer end.
 */
export const endWithWarning: EndHeld = async (tx, ending) => {
  const { causeId, endedBy: placedBy, now } = ending
  const ended = await liftHold(tx, { ...ending, endReason: 'withdrawn' })
  if (!ended?.loanId || Temporal.Instant.compare(ended.untilAt, now) <= 0) return
  const { loanId, lenderId, untilAt } = ended
  const { lender } = await lockLoan(tx, loanId)
  const warned = longestUntil(lender.policy, 'warning', { now, timeZone: lender.timeZone })
  const until = Temporal.Instant.compare(warned, untilAt) < 0 ? warned : untilAt
  await holdPhone(tx, {
    lenderId,
    loanId,
    reason: 'warning',
    causeId,
    placedBy,
    until,
    now,
    isCounted: true,
  })
  await shortenUnlock(tx, loanId, now)
}
