import type { Tx } from '#lib/db/transaction.ts'
import type { ReturnDone } from '#lib/returns/move-return.ts'
import { endWithWarning } from '#lib/workflows/holds/end-with-warning.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'

type ReturnHold = {
  until: Temporal.Instant
  actor: string
  /** The borrower still has the phone. */
  isCounted?: boolean
  now: Temporal.Instant
}

/** Keeps the lock side away from a phone on its way back, until a new end. An older hold of the same return is replaced. */
export async function holdReturn(
  tx: Tx,
  { returnId, loan }: ReturnDone,
  { until, actor, isCounted = false, now }: ReturnHold,
): Promise<void> {
  const [lenderId, loanId] = [loan.lender.id, loan.loanId]
  await holdPhone(tx, {
    lenderId,
    loanId,
    until,
    isCounted,
    now,
    reason: 'return',
    causeId: returnId,
    placedBy: actor,
  })
}

/** Ends the hold of a return that is over; one that was called off, after days of warning. */
export async function liftReturnHold(
  tx: Tx,
  { returnId: causeId }: ReturnDone,
  {
    actor: endedBy,
    now,
    endReason,
  }: Omit<ReturnHold, 'until'> & { endReason: 'over' | 'withdrawn' },
): Promise<void> {
  const ending = { reason: 'return', causeId, endedBy, now } as const
  if (endReason === 'withdrawn') await endWithWarning(tx, ending)
  else await liftHold(tx, { ...ending, endReason })
}
