import { decimalsOf, type Money } from '#lib/domain/money.ts'

// Stripe takes ISK and UGX with two decimals although people write none (docs.stripe.com/currencies#special-cases).
const twoForStripe = new Set(['ISK', 'UGX'])

/** Our minor units as Stripe counts them. */
export function toStripeAmount({ amountMinor, currency }: Money): number {
  return Number(twoForStripe.has(currency) ? amountMinor * 100n : amountMinor)
}

/** An amount as Stripe counts it in our minor units. */
export function fromStripeAmount(amount: number, currency: string): Money {
  const code = currency.toUpperCase()
  return {
    amountMinor: twoForStripe.has(code) ? BigInt(amount) / 100n : BigInt(amount),
    currency: code,
  }
}

/** Rounds up to an amount Stripe can charge: three-decimal currencies end in 0. */
export function chargeable({ amountMinor, currency }: Money): bigint {
  if (decimalsOf(currency) !== 3) return amountMinor
  return ((amountMinor + 9n) / 10n) * 10n
}
