import Stripe from 'stripe'
import type { Money } from '#lib/domain/money/money.ts'
import { env } from '#lib/env.ts'
import { toStripeAmount } from './stripe-amount.ts'
import {
  type CheckoutReading,
  fromUnix,
  type RefundReading,
  toReading,
  toRefundState,
  toUnix,
} from './stripe-reading.ts'
import { refusalOf, type StripeRefusal } from './stripe-refusal.ts'

export type CheckoutRequest = {
  paymentId: string
  lenderId: string
  money: Money
  productName: string
  statementDescriptor: string
  paymentMethods: string[]
  receiptEmail: string | null
  locale: 'en' | 'es' | 'ar'
  expiresAt: Temporal.Instant
  successUrl: string
  cancelUrl: string
}

export type CheckoutOpened = {
  sessionId: string
  url: string
  expiresAt: Temporal.Instant
  /** Stripe's no to the payer's address: the page was opened without it. */
  emailRefusal?: StripeRefusal
}

const shared = globalThis as typeof globalThis & { keyturnStripe?: Stripe }

/** Stripe's own client, for what speaks to Stripe. */
export function client(): Stripe {
  shared.keyturnStripe ??= new Stripe(env().STRIPE_SECRET_KEY, {
    ...sandboxAddress(env().STRIPE_API_BASE),
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
  })
  return shared.keyturnStripe
}

function sandboxAddress(base: string | undefined) {
  if (!base) return {}
  const { hostname, port, protocol } = new URL(base)
  return {
    host: hostname,
    port,
    protocol: protocol === 'https:' ? ('https' as const) : ('http' as const),
  }
}

/**
 * Opens hosted Checkout, without the payer's address where Stripe refuses that. The payment's id is the idempotency
 * key, so asking again within a day gives the same session. Throws Stripe's error when Stripe refuses or cannot be reached.
 */
export async function openCheckout(request: CheckoutRequest): Promise<CheckoutOpened> {
  try {
    return await createSession(request, `checkout:${request.paymentId}`)
  } catch (cause) {
    const emailRefusal = refusalOf(cause)
    if (emailRefusal?.param !== 'customer_email') throw cause
    const opened = await createSession(
      { ...request, receiptEmail: null },
      `checkout:${request.paymentId}:without-email`,
    )
    return { ...opened, emailRefusal }
  }
}

async function createSession(
  request: CheckoutRequest,
  idempotencyKey: string,
): Promise<CheckoutOpened> {
  const { paymentId, lenderId, money } = request
  const metadata = { payment_id: paymentId, lender_id: lenderId }
  const session = await client().checkout.sessions.create(
    {
      mode: 'payment',
      allowed_payment_method_types:
        request.paymentMethods as Stripe.Checkout.SessionCreateParams.AllowedPaymentMethodType[],
      adaptive_pricing: { enabled: false },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: money.currency.toLowerCase(),
            unit_amount: toStripeAmount(money),
            product_data: { name: request.productName },
          },
        },
      ],
      client_reference_id: paymentId,
      metadata,
      payment_intent_data: { metadata, statement_descriptor_suffix: request.statementDescriptor },
      ...(request.receiptEmail ? { customer_email: request.receiptEmail } : {}),
      locale: request.locale === 'ar' ? 'auto' : request.locale,
      expires_at: toUnix(request.expiresAt),
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
    },
    { idempotencyKey },
  )
  if (!session.url) throw new Error(`Checkout Session ${session.id} has no address`)
  return { sessionId: session.id, url: session.url, expiresAt: fromUnix(session.expires_at) }
}

// Clocks differ, and Stripe notes whole seconds.
const skew = { minutes: 5 }

/**
 * The Checkout Session that Stripe made for a payment and did not tell us of; undefined: it made none. Looked for
 * among all that were made while Stripe could still be asked for one.
 */
export async function findCheckout(
  paymentId: string,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<string | undefined> {
  const created = { gte: toUnix(from.subtract(skew)), lte: toUnix(until.add(skew)) }
  const sessions = client().checkout.sessions.list({ created, limit: 100 })
  for await (const session of sessions)
    if (session.client_reference_id === paymentId) return session.id
  return undefined
}

const withMethod = ['payment_intent.payment_method', 'payment_intent.latest_charge']

/** Asks Stripe how a Checkout Session stands. */
export async function readCheckout(sessionId: string): Promise<CheckoutReading> {
  return toReading(await client().checkout.sessions.retrieve(sessionId, { expand: withMethod }))
}

/** Ends a Checkout Session that is still open, so that nobody can pay it any more; answers how it stands after. */
export async function closeCheckout(sessionId: string): Promise<CheckoutReading> {
  try {
    return toReading(await client().checkout.sessions.expire(sessionId, { expand: withMethod }))
  } catch (cause) {
    // Stripe refuses to expire what was paid a moment ago: then that is the answer. Still open, the refusal is.
    const reading = refusalOf(cause) && (await readCheckout(sessionId))
    if (!reading || reading.state === 'open') throw cause
    return reading
  }
}

export type RefundWanted = {
  /** Ours: the idempotency key, and the mark by which a refund is found again. */
  refundId: string
  paymentIntentId: string
  money: Money
}

/**
 * Gives money of a payment back, once: what Stripe did before and did not tell is found by its mark, however long
 * ago. The idempotency key alone would be forgotten within days, and then the same money would go back twice.
 */
export async function refund(wanted: RefundWanted): Promise<RefundReading> {
  const made = (await refundMade(wanted)) ?? (await makeRefund(wanted))
  return {
    refundId: made.id,
    state: toRefundState(made.status),
    failure: made.failure_reason ?? null,
  }
}

async function refundMade({ refundId, paymentIntentId }: RefundWanted) {
  const made = client().refunds.list({ payment_intent: paymentIntentId, limit: 100 })
  for await (const one of made) if (one.metadata?.refund_id === refundId) return one
  return undefined
}

function makeRefund({ refundId, paymentIntentId, money }: RefundWanted) {
  return client().refunds.create(
    {
      payment_intent: paymentIntentId,
      amount: toStripeAmount(money),
      metadata: { refund_id: refundId },
    },
    { idempotencyKey: `refund:${refundId}` },
  )
}

/** Why Stripe's signature on a raw body does not hold (300 s tolerance); undefined: it holds, by any of the secrets in force. */
export function signatureFault(body: Uint8Array, signature: string | null): string | undefined {
  if (!signature) return 'no signature'
  const faults = env().STRIPE_WEBHOOK_SECRET.map((secret) => faultBy(secret, body, signature))
  return faults.includes(undefined) ? undefined : faults[0]
}

function faultBy(secret: string, body: Uint8Array, signature: string): string | undefined {
  const { signature: check } = client().webhooks
  try {
    return check?.verifyHeader(body, signature, secret, 300) ? undefined : 'not checked'
  } catch (cause) {
    return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unreadable'
  }
}
