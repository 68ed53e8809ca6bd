import { decimalsOf, type Money } from '#lib/domain/money/money.ts'
import { stripeDecimals } from './currencies.ts'

/** Our minor units as Stripe counts them. Throws when Stripe cannot count the amount: it is rounded before it is shown. */
export function toStripeAmount({ amountMinor, currency }: Money): number {
  const { up, down } = scaleOf(currency)
  if (amountMinor % down !== 0n) throw new Error(`Stripe cannot count ${amountMinor} ${currency}`)
  return Number((amountMinor * up) / down)
}

/** An amount as Stripe counts it in our minor units. */
export function fromStripeAmount(amount: number, currency: string): Money {
  const code = currency.toUpperCase()
  const { up, down } = scaleOf(code)
  return { amountMinor: (BigInt(amount) * down) / up, currency: code }
}

/** By what our minor units are multiplied and divided to be Stripe's: one of the two is 1. */
export function scaleOf(currency: string): { up: bigint; down: bigint } {
  const more = stripeDecimals(currency) - decimalsOf(currency)
  return { up: 10n ** BigInt(Math.max(more, 0)), down: 10n ** BigInt(Math.max(-more, 0)) }
}
