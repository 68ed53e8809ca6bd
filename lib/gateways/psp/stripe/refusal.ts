import Stripe from 'stripe'
import { type ProviderRefusal, ProviderRefused } from '#lib/gateways/psp/port.ts'

// Another request holds the idempotency key; or too many requests. Both pass.
const passing = new Set([409, 429])

/** What Stripe said no to for good; undefined when nothing is decided (5xx, too many requests, no connection). */
export function stripeRefusal(cause: unknown): ProviderRefusal | undefined {
  if (!(cause instanceof Stripe.errors.StripeError)) return undefined
  const { statusCode = 500, code, type, message, param = null } = cause
  const isFinal = statusCode >= 400 && statusCode < 500 && !passing.has(statusCode)
  if (!isFinal || code === 'rate_limit') return undefined
  const isOfAccount = statusCode === 401 || statusCode === 403
  const isUnknown = code === 'resource_missing'
  return { code: code ?? `${statusCode} ${type}`, message, param, isOfAccount, isUnknown }
}

/** What was asked of Stripe; a no for good is thrown as the port's own. */
export async function refusing<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (cause) {
    const refusal = stripeRefusal(cause)
    throw refusal ? new ProviderRefused(refusal, cause) : cause
  }
}
