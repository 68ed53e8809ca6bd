import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { handOverDay } from '#lib/domain/return/hand-over.ts'
import { lockReturn } from './lock-return.ts'
import { doneTo, type ReturnAct, type ReturnDone, type ReturnRefusal } from './move-return.ts'

/** Notes that a borrower is reminded of the day of the hand-over, once. `isAhead`: false when that day is over already. */
export async function remindReturn(
  tx: Tx,
  { owner, returnId, seenVersion, now }: ReturnAct,
): Promise<(ReturnDone & { isAhead: boolean }) | ReturnRefusal> {
  const locked = await lockReturn(tx, owner, returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  const day = handOverDay(row)
  if (row.version !== seenVersion || row.remindedAt || !day) return { refusal: 'changed' }
  await tx
    .updateTable('returns')
    .set({ remindedAt: now, nextActionAt: row.dataWindowUntil })
    .where('id', '=', returnId)
    .execute()
  const today = dayAt(now, loan.lender.timeZone)
  return { ...doneTo(locked), isAhead: Temporal.PlainDate.compare(day, today) >= 0 }
}
