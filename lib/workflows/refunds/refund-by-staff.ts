import { closeOfAct } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import {
  giveBackAlone,
  giveBackApproved,
  type RefundRefusal,
  type RefundWish,
} from '#lib/payments/refunds/give-back.ts'
import { type Agreed, agreedBy } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { closeSetAside } from '#lib/workflows/money/close-set-aside.ts'

type StaffRefund = Omit<RefundWish, 'actor'> & {
  staffId: string
  currency: string
  /** The form's own: sent twice, it gives back once. */
  token: string
  now: Temporal.Instant
}

type StaffRefundAsked = { outcome: 'requested'; refundId: string } | AskedSecond | RefundRefusal

/** Gives money back on one person's word up to the lender's limit; above it, puts it before a second person. */
export async function refundByStaff(tx: Tx, refund: StaffRefund): Promise<StaffRefundAsked> {
  const { staffId, token, currency, now, ...wish } = refund
  const asked = await giveBackAlone(tx, { ...wish, token, actor: `staff:${staffId}` })
  if ('refundId' in asked) {
    if (wish.amountMinor === wish.seenRefundableMinor) await closeSetAside(tx, refund)
    const { lenderId, paymentId: subjectId } = wish
    await closeOfAct(tx, { lenderId, asked: { act: 'refund', subjectId }, now })
    return { outcome: 'requested', refundId: asked.refundId }
  }
  if (asked.refusal !== 'needs_approval') return asked
  const { lenderId, paymentId, paymentIntentId, note } = wish
  const detail: ActAsked = {
    act: 'refund',
    paymentId,
    paymentIntentId,
    currency,
    amountMinor: String(wish.amountMinor),
    seenRefundableMinor: String(wish.seenRefundableMinor),
  }
  return askSecond(tx, detail, { formId: token, note, staffId, lenderId, now })
}

/** Gives back what two people agreed on; false when the money is not as it was when it was asked. */
export async function refundAgreed(
  tx: Tx,
  detail: Extract<ActDetail, { act: 'refund' }>,
  agreed: Agreed,
): Promise<boolean> {
  const { approvalId, lenderId, reason: note, askedBy, now } = agreed
  const { paymentId, paymentIntentId, amountMinor, seenRefundableMinor } = detail
  const wish = { lenderId, paymentId, paymentIntentId, amountMinor, seenRefundableMinor, note }
  const asked = await giveBackApproved(tx, { ...wish, approvalId, actor: agreedBy(agreed) })
  if ('refusal' in asked) return false
  if (amountMinor === seenRefundableMinor)
    await closeSetAside(tx, { lenderId, paymentIntentId, staffId: askedBy, now })
  return true
}
