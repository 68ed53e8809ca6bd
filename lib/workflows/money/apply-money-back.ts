import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DisputeTold, MoneyNamed, RefundTold, WarningTold } from '#lib/gateways/psp/port.ts'
import type { DisputeReport } from '#lib/payments/disputes/record-dispute.ts'
import { paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import type { RefundReport } from '#lib/payments/refunds/record-refund.ts'
import { followDispute } from '#lib/workflows/disputes/follow-dispute.ts'
import { bookRefund } from '#lib/workflows/refunds/book-refund.ts'
import { tellOfRefund } from '#lib/workflows/refunds/tell-of-refund.ts'
import type { Applied } from './applied.ts'

const applied = { outcome: 'applied' } as const

type RefundNews = RefundTold & Pick<RefundReport, 'isAsked'>

/** A refund, whoever made it: booked, and a person told of one that failed or that nobody here asked for. */
export async function applyRefund(
  tx: Tx,
  { about, ...told }: RefundNews,
  now: Temporal.Instant,
): Promise<Applied> {
  const { pspRefundId, refundId, state } = told
  const { paymentIntentId } = about
  if (!paymentIntentId) return unnamed(about)
  const report = { ...told, paymentIntentId, now }
  const recorded = await bookRefund(tx, report)
  if (recorded.outcome === 'unknown_payment') return notYet(about)
  if (refundId) await tellOfRefund(tx, refundId, recorded.payment)
  const kind = state === 'failed' ? 'refund_failed' : 'refund_reported'
  if (!refundId || kind === 'refund_failed') {
    await openCase(tx, {
      ...recorded.payment,
      kind,
      dedupeKey: `${kind}:${pspRefundId}`,
      detail: { refund: pspRefundId },
    })
  }
  return recorded.outcome === 'unclear' ? { outcome: 'ask', about } : applied
}

type DisputeNews = DisputeTold & Pick<DisputeReport, 'toldAt' | 'isAsked'>

/** A dispute as it stands: booked, its case kept with it. */
export async function applyDispute(
  tx: Tx,
  { about, ...told }: DisputeNews,
  now: Temporal.Instant,
): Promise<Applied> {
  const { paymentIntentId } = about
  if (!paymentIntentId) return unnamed(about)
  const recorded = await followDispute(tx, { ...told, paymentIntentId }, now)
  if (recorded.outcome === 'unknown_payment') return notYet(about)
  return recorded.change === 'unclear' ? { outcome: 'ask', about } : applied
}

/** The card network warns: a person sees it, and nothing follows by itself. */
export async function applyWarning(tx: Tx, { about, warningId }: WarningTold): Promise<Applied> {
  const { paymentIntentId } = about
  if (!paymentIntentId) return unnamed(about)
  const payment = await paymentOfIntent(tx, paymentIntentId)
  if (!payment) return notYet(about)
  const { paymentId, lenderId, loanId } = payment
  await openCase(tx, {
    paymentId,
    lenderId,
    loanId,
    kind: 'early_fraud_warning',
    dedupeKey: `warning:${warningId}`,
  })
  return applied
}

function notYet(about: MoneyNamed): Applied {
  return { outcome: 'not_yet', reason: 'unknown_payment', about }
}

// A refund to nobody's card, or an old object that names its charge alone.
function unnamed(about: MoneyNamed): Applied {
  return about.chargeId ? { outcome: 'ask', about } : { outcome: 'ignored' }
}
