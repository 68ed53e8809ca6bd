import type { Tx } from '#lib/db/transaction.ts'
import type { ReturnDone } from '#lib/returns/move-return.ts'
import { holdPhone, letGo } from './hold-phone.ts'

export type ReturnHold = { until: Temporal.Instant; actor: string; now: Temporal.Instant }

/** Keeps the lock side away from a phone on its way back, until a new end. An older hold of the same return is replaced. */
export async function holdReturn(
  tx: Tx,
  { returnId, loan }: ReturnDone,
  { until, actor, now }: ReturnHold,
): Promise<void> {
  const [lenderId, loanId] = [loan.lender.id, loan.loanId]
  await holdPhone(tx, {
    ...{ lenderId, loanId, until, now },
    reason: 'return',
    causeId: returnId,
    placedBy: actor,
  })
}

/** Ends the hold of a return that is over. */
export async function letReturnGo(
  tx: Tx,
  { returnId }: ReturnDone,
  { actor, now, endReason }: Omit<ReturnHold, 'until'> & { endReason: 'over' | 'withdrawn' },
): Promise<void> {
  await letGo(tx, { reason: 'return', causeId: returnId, endReason, endedBy: actor, now })
}
