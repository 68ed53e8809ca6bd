import type { Tx } from '#lib/db/transaction.ts'
import { heldWhileHere, renewalOf } from '#lib/domain/return/return.ts'
import { lockReturn } from './lock-return.ts'
import { doneTo, type ReturnAct, type ReturnDone, type ReturnRefusal } from './move-return.ts'

/** Until when a phone that is still at the lender's is held from now on. The return itself stands as it stood. */
export async function renewHold(
  tx: Tx,
  { owner, returnId, seenVersion, now }: ReturnAct,
): Promise<(ReturnDone & { heldUntil: Temporal.Instant }) | ReturnRefusal> {
  const locked = await lockReturn(tx, owner, returnId)
  if (!locked) return { refusal: 'not_found' }
  if (locked.row.version !== seenVersion) return { refusal: 'changed' }
  const heldUntil = heldWhileHere({ timeZone: locked.loan.lender.timeZone, now })
  await tx
    .updateTable('returns')
    .set({ nextActionAt: renewalOf(heldUntil) })
    .where('id', '=', returnId)
    .execute()
  return { ...doneTo(locked), heldUntil }
}
