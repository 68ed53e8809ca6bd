import Stripe from 'stripe'

// Another request holds the idempotency key; or too many requests. Both pass.
const passing = new Set([409, 429])

/**
 * Stripe's own code when it said no for good: asking again brings the same answer, so another way is needed.
 * Undefined when nothing is decided (5xx, too many requests, no connection): asking again is right, after looking
 * whether it was done all the same.
 */
export function refusalOf(cause: unknown): string | undefined {
  if (!(cause instanceof Stripe.errors.StripeError)) return undefined
  const { statusCode = 500, code, type } = cause
  const isFinal = statusCode >= 400 && statusCode < 500 && !passing.has(statusCode)
  if (!isFinal || code === 'rate_limit') return undefined
  return code ?? `${statusCode} ${type}`
}
