import {
  type ChargeLimits,
  downToStep,
  upToStep,
  type WayToPay,
} from '#lib/domain/money/chargeable.ts'
import { larger, parseDecimal, smaller } from '#lib/domain/money/money.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import { isPaymentMethod, type PaymentMethod, worksIn } from '#lib/domain/money/payment-methods.ts'
import { scaleOf } from './stripe/amount.ts'
import { leastCharge, stripeCurrencies, stripeStep } from './stripe/currencies.ts'

// docs.stripe.com/api/checkout/sessions/create: "up to eight digits", as Stripe counts.
const mostDigits = 99_999_999n

// Of vouchers, in minor units of the one currency each works in (docs.stripe.com/payments/oxxo, konbini, boleto, multibanco).
const ofMethod: Partial<Record<PaymentMethod, { leastMinor: bigint; mostMinor: bigint }>> = {
  oxxo: { leastMinor: 10_00n, mostMinor: 10_000_00n },
  konbini: { leastMinor: 120n, mostMinor: 300_000n },
  boleto: { leastMinor: 5_00n, mostMinor: 49_999_99n },
  multibanco: { leastMinor: 50n, mostMinor: 99_999_00n },
}

/** Every currency in which a payer can be charged. */
export const chargeableCurrencies = stripeCurrencies

export function isChargeable(currency: string): boolean {
  return leastCharge(currency) !== undefined
}

/** The lender's ways of paying in a currency, each with what can be charged by it. */
export function waysToPay(currency: string, methods: readonly string[]): WayToPay[] {
  const any = anyMethod(currency)
  if (!any) return []
  const usable = methods.filter(isPaymentMethod).filter((method) => worksIn(method, currency))
  return usable.map((method) => {
    const { leastMinor = 0n, mostMinor = any.maximumMinor } = ofMethod[method] ?? {}
    return {
      method,
      minimumMinor: larger(upToStep(leastMinor, any), any.minimumMinor),
      maximumMinor: smaller(mostMinor, any.maximumMinor),
    }
  })
}

/** What can be charged in a currency by at least one of the lender's ways of paying; undefined: nothing. */
export function chargeLimits(
  currency: string,
  methods: readonly string[],
): ChargeLimits | undefined {
  const any = anyMethod(currency)
  const ways = waysToPay(currency, methods)
  if (!any || ways.length === 0) return undefined
  return {
    ...any,
    minimumMinor: ways.map(({ minimumMinor }) => minimumMinor).reduce(smaller),
    maximumMinor: ways.map(({ maximumMinor }) => maximumMinor).reduce(larger),
  }
}

/** In what steps money of a currency can be charged and given back. */
export function chargeStep(currency: string): bigint {
  return anyMethod(currency)?.stepMinor ?? 1n
}

type Payee = Pick<PayTerms, 'policy'> & { paymentMethods: readonly string[] }

/** By what this lender's loans in a currency are paid, at a moment of its day. */
export function payTerms(
  { policy, paymentMethods }: Payee,
  currency: string,
  { timeZone, now }: Pick<PayTerms, 'timeZone' | 'now'>,
): PayTerms {
  return { policy, timeZone, now, currency, charge: chargeLimits(currency, paymentMethods) }
}

function anyMethod(currency: string): ChargeLimits | undefined {
  const leastMinor = parseDecimal(leastCharge(currency) ?? '', currency)
  if (leastMinor === undefined) return undefined
  const { up, down } = scaleOf(currency)
  const stepMinor = larger((stripeStep(currency) * down) / up, 1n)
  const bare = { minimumMinor: 0n, maximumMinor: 0n, stepMinor }
  return {
    stepMinor,
    minimumMinor: upToStep(leastMinor, bare),
    maximumMinor: downToStep((mostDigits * down) / up, bare),
  }
}
