import type Stripe from 'stripe'
import type { RunningSandbox } from '#tests/support/stripe.ts'

let serial = 0

/** What the portal asks of Checkout; `changes` replaces parts. */
export function order(
  changes: Partial<Stripe.Checkout.SessionCreateParams> & {
    amount?: number
    currency?: string
  } = {},
): Stripe.Checkout.SessionCreateParams {
  serial += 1
  const { amount = 120_000, currency = 'lkr', ...rest } = changes
  const metadata = { payment_id: `payment-${serial}`, lender_id: 'lender-1' }
  return {
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    adaptive_pricing: { enabled: false },
    line_items: [
      {
        quantity: 1,
        price_data: { currency, unit_amount: amount, product_data: { name: 'Loan L-000017' } },
      },
    ],
    client_reference_id: metadata.payment_id,
    metadata,
    payment_intent_data: { metadata, statement_descriptor_suffix: 'SERENDIB MOBILE' },
    success_url: 'http://localhost:3000/pay/return?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/pay/cancelled',
    ...rest,
  }
}

/** The hosted page of a session that is open. */
export function pageOf({ url }: Pick<Stripe.Checkout.Session, 'url'>): string {
  if (!url) throw new Error('The session is not open')
  return url
}

/** The PaymentIntent of an order that was paid by card. */
export async function paidIntent({ stripe, pay }: RunningSandbox): Promise<Stripe.PaymentIntent> {
  const session = await stripe.checkout.sessions.create(order())
  await pay(pageOf(session))
  const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
  return stripe.paymentIntents.retrieve(String(payment_intent))
}
