import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { demoEnvironment } from '#lib/demo/environment.ts'

const stripe = new Stripe('sk_test_bench')
const secret = demoEnvironment({ url: () => '' }).STRIPE_WEBHOOK_SECRET ?? ''

export type SignedWebhook = { body: string; headers: Record<string, string> }

/** What Stripe posts when this payment's money has arrived, signed now. */
export function paidWebhook(paymentId: string): SignedWebhook {
  const created = Math.floor(Date.now() / 1000)
  const object = {
    id: `pi_${paymentId}`,
    object: 'payment_intent',
    status: 'succeeded',
    amount: 1_845_000,
    amount_received: 1_845_000,
    currency: 'lkr',
    metadata: { payment_id: paymentId },
    created,
    livemode: false,
    last_payment_error: null,
    payment_method_types: ['card'],
  }
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'payment_intent.succeeded',
    data: { object },
  })
  const signature = stripe.webhooks.generateTestHeaderString({ payload: body, secret })
  return { body, headers: { 'content-type': 'application/json', 'stripe-signature': signature } }
}
