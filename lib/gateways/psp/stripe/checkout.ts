import type Stripe from 'stripe'
import type { Language } from '#lib/domain/languages.ts'
import type {
  CheckoutOpened,
  CheckoutReading,
  CheckoutRequest,
  Span,
} from '#lib/gateways/psp/port.ts'
import { toStripeAmount } from './amount.ts'
import { toReading } from './reading.ts'
import { stripeRefusal } from './refusal.ts'
import { fromUnix, toUnix } from './unix.ts'

/** In what Stripe writes its page; `auto`: in what the payer's browser asks for, where it has not our language. */
const pageLanguages: Record<Language, 'en' | 'es' | 'auto'> = { en: 'en', es: 'es', ar: 'auto' }

export async function openCheckout(
  client: Stripe,
  request: CheckoutRequest,
): Promise<CheckoutOpened> {
  try {
    return await createSession(client, request, `checkout:${request.paymentId}`)
  } catch (cause) {
    const emailRefusal = stripeRefusal(cause)
    if (emailRefusal?.param !== 'customer_email') throw cause
    const opened = await createSession(
      client,
      { ...request, receiptEmail: null },
      `checkout:${request.paymentId}:without-email`,
    )
    return { ...opened, emailRefusal }
  }
}

async function createSession(
  client: Stripe,
  request: CheckoutRequest,
  idempotencyKey: string,
): Promise<CheckoutOpened> {
  const { paymentId, lenderId, money } = request
  const metadata = { payment_id: paymentId, lender_id: lenderId }
  const session = await client.checkout.sessions.create(
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
      payment_method_options: voucherOptions(request.voucherDays),
      locale: pageLanguages[request.locale],
      expires_at: toUnix(request.expiresAt),
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
    },
    { idempotencyKey },
  )
  if (!session.url) throw new Error(`Checkout Session ${session.id} has no address`)
  return { sessionId: session.id, url: session.url, expiresAt: fromUnix(session.expires_at) }
}

// Multibanco's seven days are not ours to set.
function voucherOptions({ oxxo, boleto, konbini }: CheckoutRequest['voucherDays']) {
  const life = (days: number | undefined) => days !== undefined && { expires_after_days: days }
  const [forOxxo, forBoleto, forKonbini] = [life(oxxo), life(boleto), life(konbini)]
  return {
    ...(forOxxo && { oxxo: forOxxo }),
    ...(forBoleto && { boleto: forBoleto }),
    ...(forKonbini && { konbini: forKonbini }),
  }
}

// Clocks differ, and Stripe notes whole seconds.
const skew = { minutes: 5 }

/** Looks among all Checkout Sessions that were made while Stripe could still be asked for one. */
export async function findCheckout(
  client: Stripe,
  paymentId: string,
  { from, until }: Span,
): Promise<string | undefined> {
  const created = { gte: toUnix(from.subtract(skew)), lte: toUnix(until.add(skew)) }
  const sessions = client.checkout.sessions.list({ created, limit: 100 })
  for await (const session of sessions)
    if (session.client_reference_id === paymentId) return session.id
  return undefined
}

const withMethod = ['payment_intent.payment_method', 'payment_intent.latest_charge']

export async function readCheckout(client: Stripe, sessionId: string): Promise<CheckoutReading> {
  return toReading(await client.checkout.sessions.retrieve(sessionId, { expand: withMethod }))
}

export async function closeCheckout(client: Stripe, sessionId: string): Promise<CheckoutReading> {
  try {
    return toReading(await client.checkout.sessions.expire(sessionId, { expand: withMethod }))
  } catch (cause) {
    // Stripe refuses to expire what was paid a moment ago: then that is the answer. Still open, the refusal is.
    const reading = stripeRefusal(cause) && (await readCheckout(client, sessionId))
    if (!reading || reading.state === 'open') throw cause
    return reading
  }
}
