/** The provider's names for the ways of paying a lender may offer, each with the currencies it works in; none named: any. */
const currenciesOf: Record<PaymentMethod, readonly string[]> = {
  card: [],
  oxxo: ['MXN'],
  boleto: ['BRL'],
  konbini: ['JPY'],
  sepa_debit: ['EUR'],
  us_bank_account: ['USD'],
  bacs_debit: ['GBP'],
}

export const paymentMethods = [
  'card',
  'oxxo',
  'boleto',
  'konbini',
  'sepa_debit',
  'us_bank_account',
  'bacs_debit',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** Those whose money comes days after the payer has finished. */
export const delayedMethods: readonly PaymentMethod[] = paymentMethods.filter(
  (method) => method !== 'card',
)

const vouchers: readonly string[] = ['oxxo', 'boleto', 'konbini'] satisfies PaymentMethod[]

export function isVoucher(method: string | null): boolean {
  return method !== null && vouchers.includes(method)
}

export function isPaymentMethod(text: string): text is PaymentMethod {
  return (paymentMethods as readonly string[]).includes(text)
}

/** Whether somebody who owes in this currency can pay this way. */
export function worksIn(method: PaymentMethod, currency: string): boolean {
  const currencies = currenciesOf[method]
  return currencies.length === 0 || currencies.includes(currency)
}

/** Days until money paid this way has usually come, as the lender says; of the slowest way until the way is known. */
export function clearingDaysOf(
  days: Readonly<Record<string, number>>,
  method: string | null,
): number | undefined {
  if (method) return days[method]
  const all = Object.values(days)
  return all.length > 0 ? Math.max(...all) : undefined
}
