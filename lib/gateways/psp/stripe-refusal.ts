import Stripe from 'stripe'

/** Stripe's no, in its own words: for staff, and for Stripe's support. */
export type StripeRefusal = {
  code: string
  message: string
  param: string | null
  /** It is about the key or the account, so every payment of the lender meets it. */
  isOfAccount: boolean
}

// Another request holds the idempotency key; or too many requests. Both pass.
const passing = new Set([409, 429])

/**
 * What Stripe said no to for good: asking again brings the same answer, so another way is needed.
 * Undefined when nothing is decided (5xx, too many requests, no connection): asking again is right, after looking
 * whether it was done all the same.
 */
export function refusalOf(cause: unknown): StripeRefusal | undefined {
  if (!(cause instanceof Stripe.errors.StripeError)) return undefined
  const { statusCode = 500, code, type, message, param = null } = cause
  const isFinal = statusCode >= 400 && statusCode < 500 && !passing.has(statusCode)
  if (!isFinal || code === 'rate_limit') return undefined
  const isOfAccount = statusCode === 401 || statusCode === 403
  return { code: code ?? `${statusCode} ${type}`, message, param, isOfAccount }
}
