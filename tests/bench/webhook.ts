import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { demoEnvironment } from '#lib/demo/environment.ts'

const stripe = new Stripe('sk_test_bench')
const secret = demoEnvironment({ url: () => '' }).STRIPE_WEBHOOK_SECRET ?? ''

export type SignedWebhook = { body: string; headers: Record<string, string> }

/** What Stripe posts when this payment's Checkout Session has been paid, signed now. */
export function paidWebhook(paymentId: string): SignedWebhook {
  const created = Math.floor(Date.now() / 1000)
  const object = {
    id: `cs_test_${paymentId}`,
    object: 'checkout.session',
    client_reference_id: paymentId,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: `pi_${paymentId}`,
    amount_total: 1_845_000,
    currency: 'lkr',
    metadata: { payment_id: paymentId },
    created,
    mode: 'payment',
    livemode: false,
    customer_details: { email: null, name: null, address: null },
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
    type: 'checkout.session.completed',
    data: { object },
  })
  const signature = stripe.webhooks.generateTestHeaderString({ payload: body, secret })
  return { body, headers: { 'content-type': 'application/json', 'stripe-signature': signature } }
}
