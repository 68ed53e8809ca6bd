import type { Tx } from '#lib/db/transaction.ts'
import { lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'

/** Ends a return: withdrawn by the borrower before the phone is here, expired by itself, or closed once it is settled. */
export async function endReturn(
  tx: Tx,
  { to, ...act }: ReturnAct & { to: 'withdrawn' | 'expired' | 'closed' },
): Promise<ReturnDone | ReturnRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const closed = to === 'closed' ? { closedAt: act.now } : {}
  const isMoved = await moveReturn(tx, act, { to, set: { ...closed, nextActionAt: null } })
  return isMoved ? doneTo(locked) : { refusal: 'changed' }
}
