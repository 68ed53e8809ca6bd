import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { needsSecondPerson } from '#lib/domain/money/refund-limit.ts'
import { chargeStep } from '#lib/gateways/psp/charge-limits.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { refundCurrency } from '#lib/ledger/refunded.ts'
import { isTakenByBank } from '#lib/payments/disputes/dispute-balance.ts'
import { capturedMoney } from './captured-money.ts'
import { requestRefund } from './request-refund.ts'

export type RefundWish = {
  lenderId: string
  paymentId: string
  paymentIntentId: string
  amountMinor: bigint
  /** What the person saw as still refundable; a change since then is shown again, not given back. */
  seenRefundableMinor: bigint
  note: string
  actor: string
}

export type RefundRefusal =
  | { refusal: 'missing' | 'disputed' }
  | {
      refusal: 'changed_since' | 'nothing_left' | 'above_refundable' | 'not_in_steps'
      refundableMinor: bigint
    }

export type RefundAsked = { refundId: string } | RefundRefusal

/** `token`: the form's own, so that one form gives back once, however often it is sent. */
export async function giveBackAlone(
  tx: Tx,
  { token, ...wish }: RefundWish & { token: string },
): Promise<RefundAsked | { refusal: 'needs_approval' }> {
  const reason = aloneReason(token)
  const checked = await checkRefund(tx, wish)
  // Asked after the loan is held: the same form may have been sent twice at once.
  const before = await refundFor(tx, wish.paymentId, reason)
  if (before) return before
  if ('refusal' in checked) return checked
  return checked.needsApproval
    ? { refusal: 'needs_approval' }
    : request(tx, { ...wish, reason, isOwn: checked.isOwn })
}

/** Whether this form's refund was asked for before. */
export async function wasRequested(db: Database, paymentId: string, token: string) {
  return (await refundFor(db, paymentId, aloneReason(token))) !== undefined
}

function aloneReason(token: string): string {
  return `staff:${token}`
}

/** Gives back what two people agreed on, unless the money has changed since. */
export async function giveBackApproved(
  tx: Tx,
  { approvalId, ...wish }: RefundWish & { approvalId: string },
): Promise<RefundAsked> {
  const checked = await checkRefund(tx, wish)
  if ('refusal' in checked) return checked
  return request(tx, { ...wish, reason: `approved:${approvalId}`, isOwn: checked.isOwn })
}

type RefundChecked = { needsApproval: boolean; isOwn: boolean }

/** Whether this can be given back as the person saw it, and by one person alone. Holds the loan: nobody else decides meanwhile. */
async function checkRefund(tx: Tx, wish: RefundWish): Promise<RefundChecked | RefundRefusal> {
  const payment = await tx
    .selectFrom('payments')
    .select(['loanId', 'paymentIntentId'])
    .where('id', '=', wish.paymentId)
    .where('lenderId', '=', wish.lenderId)
    .executeTakeFirst()
  if (!payment) return { refusal: 'missing' }
  const { lender } = await lockLoan(tx, payment.loanId)
  const captured = await capturedMoney(tx, wish.paymentId)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === wish.paymentIntentId)
  if (!money) return { refusal: 'missing' }
  const { refundableMinor, currency } = money
  if (refundableMinor <= 0n) return { refusal: 'nothing_left', refundableMinor }
  if (refundableMinor !== wish.seenRefundableMinor)
    return { refusal: 'changed_since', refundableMinor }
  if (wish.amountMinor % chargeStep(currency) !== 0n)
    return { refusal: 'not_in_steps', refundableMinor }
  if (wish.amountMinor > refundableMinor) return { refusal: 'above_refundable', refundableMinor }
  // The provider refuses to give back what the bank has taken already.
  if (await isTakenByBank(tx, wish.paymentId)) return { refusal: 'disputed' }
  const givenAloneMinor = await givenAlone(tx, wish.paymentId, currency)
  const { amountMinor } = wish
  return {
    needsApproval: needsSecondPerson(lender.policy, { currency, amountMinor, givenAloneMinor }),
    isOwn: payment.paymentIntentId === wish.paymentIntentId,
  }
}

/** What one person alone has given back of a payment in this currency. */
export async function givenAlone(
  db: Database,
  paymentId: string,
  currency: string,
): Promise<bigint> {
  const rows = await db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select('refunds.amountMinor')
    .where('refunds.paymentId', '=', paymentId)
    .where('refunds.reason', 'like', aloneReason('%'))
    .where('refunds.state', '<>', 'failed')
    .where(refundCurrency, '=', currency)
    .execute()
  return rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)
}

type Checked = RefundWish & { reason: string; isOwn: boolean }

async function request(tx: Tx, wish: Checked): Promise<{ refundId: string }> {
  const { lenderId, paymentId, paymentIntentId, amountMinor, note, actor, reason, isOwn } = wish
  const refundId = await requestRefund(tx, {
    lenderId,
    paymentId,
    amountMinor,
    reason,
    note,
    requestedBy: actor,
    ...(isOwn ? {} : { paymentIntentId }),
  })
  if (!refundId) return refundFor(tx, paymentId, reason).then(known)
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'refund.explained',
    subject: 'refund',
    subjectId: refundId,
    detail: { note },
  })
  return { refundId }
}

async function refundFor(
  db: Database,
  paymentId: string,
  reason: string,
): Promise<{ refundId: string } | undefined> {
  return db
    .selectFrom('refunds')
    .select('id as refundId')
    .where('paymentId', '=', paymentId)
    .where('reason', '=', reason)
    .executeTakeFirst()
}

function known(refund: { refundId: string } | undefined): { refundId: string } {
  if (!refund) throw new Error('a refund asked for before is not there')
  return refund
}
