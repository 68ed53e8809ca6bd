import type Stripe from 'stripe'
import type { RefundReading, RefundWanted } from '#lib/gateways/psp/port.ts'
import { toStripeAmount } from './amount.ts'
import { actionDueAtOf, toRefundState } from './reading.ts'

/**
 * Gives money of a payment back, once: what Stripe did before and did not tell is found by its mark, however long
 * ago. The idempotency key alone would be forgotten within days, and then the same money would go back twice.
 */
export async function refund(client: Stripe, wanted: RefundWanted): Promise<RefundReading> {
  const made = (await refundMade(client, wanted)) ?? (await makeRefund(client, wanted))
  return {
    pspRefundId: made.id,
    state: toRefundState(made.status),
    actionDueAt: actionDueAtOf(made),
    failure: made.failure_reason ?? null,
  }
}

async function refundMade(client: Stripe, { refundId, paymentIntentId }: RefundWanted) {
  const made = client.refunds.list({ payment_intent: paymentIntentId, limit: 100 })
  for await (const one of made) if (one.metadata?.refund_id === refundId) return one
  return undefined
}

function makeRefund(client: Stripe, { refundId, paymentIntentId, money }: RefundWanted) {
  return client.refunds.create(
    {
      payment_intent: paymentIntentId,
      amount: toStripeAmount(money),
      metadata: { refund_id: refundId },
    },
    { idempotencyKey: `refund:${refundId}` },
  )
}
