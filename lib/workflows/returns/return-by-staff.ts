import { closeOfAct } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import type { BookedReturn } from '#lib/returns/book-return.ts'
import { lockReturn } from '#lib/returns/lock-return.ts'
import type { ReturnAct, ReturnRefusal } from '#lib/returns/move-return.ts'
import { type Agreed, agreedBy } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { settleReturn } from './settle-return.ts'

type ReturnByStaff = Omit<ReturnAct, 'owner'> & {
  lenderId: string
  staffId: string
  /** What the person saw as taken off the loan. */
  valueMinor: bigint
  note: string
}

type ReturnAsked = BookedReturn | ReturnRefusal | AskedSecond

/** Settles a return by what its photos show; without one, a second person is asked. */
export async function settleByStaff(tx: Tx, wish: ReturnByStaff): Promise<ReturnAsked> {
  const { lenderId, staffId, valueMinor, note, ...act } = wish
  const settled = await settleReturn(tx, { ...act, owner: { lenderId } })
  const { returnId, seenVersion, now } = act
  if (!('refusal' in settled))
    await closeOfAct(tx, { lenderId, asked: { act: 'settle_return', subjectId: returnId }, now })
  if (!('refusal' in settled) || settled.refusal !== 'needs_approval') return settled
  const { currency, loanId, outstandingMinor } = settled.loan
  const detail: ActAsked = {
    act: 'settle_return',
    returnId,
    loanId,
    seenVersion,
    currency,
    seenOutstandingMinor: String(outstandingMinor),
    amountMinor: String(valueMinor),
  }
  return askSecond(tx, detail, { note, staffId, lenderId, now })
}

/** Settles what two people agreed on; false when the return or the loan is not as it was when it was asked. */
export async function returnAgreed(
  tx: Tx,
  { returnId, seenVersion, seenOutstandingMinor }: Extract<ActDetail, { act: 'settle_return' }>,
  agreed: Agreed,
): Promise<boolean> {
  const { lenderId, approvalId, now } = agreed
  const owner = { lenderId }
  const locked = await lockReturn(tx, owner, returnId)
  if (locked?.loan.outstandingMinor !== seenOutstandingMinor) return false
  const act = { owner, returnId, seenVersion, approvalId, actor: agreedBy(agreed), now }
  return !('refusal' in (await settleReturn(tx, act)))
}
