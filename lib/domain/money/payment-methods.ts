/** The provider's names for the ways of paying a lender may offer, each with the currencies it works in; none named: any. */
const currenciesOf: Record<PaymentMethod, readonly string[]> = {
  card: [],
  oxxo: ['MXN'],
  boleto: ['BRL'],
  konbini: ['JPY'],
  multibanco: ['EUR'],
  sepa_debit: ['EUR'],
  us_bank_account: ['USD'],
  bacs_debit: ['GBP'],
}

export const paymentMethods = [
  'card',
  'oxxo',
  'boleto',
  'konbini',
  'multibanco',
  'sepa_debit',
  'us_bank_account',
  'bacs_debit',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** Those whose money comes days after the payer has finished. */
export const delayedMethods: readonly PaymentMethod[] = paymentMethods.filter(
  (method) => method !== 'card',
)

export const voucherMethods = ['oxxo', 'boleto', 'konbini', 'multibanco'] as const
export type VoucherMethod = (typeof voucherMethods)[number]

export function isVoucher(method: string | null): method is VoucherMethod {
  return voucherMethods.some((voucher) => voucher === method)
}

/** Whether money paid so can go back the way it came. Nobody knows who paid at a till: it becomes credit, or a person's task. */
export function isRefundable(method: string | null): boolean {
  return !isVoucher(method)
}

export function isPaymentMethod(text: string): text is PaymentMethod {
  return (paymentMethods as readonly string[]).includes(text)
}

/** Whether somebody who owes in this currency can pay this way. */
export function worksIn(method: PaymentMethod, currency: string): boolean {
  const currencies = currenciesOf[method]
  return currencies.length === 0 || currencies.includes(currency)
}

/** How one pays, as people think of it. */
export const paidBy = ['card', 'cash', 'bank'] as const
export type PaidBy = (typeof paidBy)[number]

const byOf: Record<PaymentMethod, PaidBy> = {
  card: 'card',
  oxxo: 'cash',
  boleto: 'cash',
  konbini: 'cash',
  multibanco: 'bank',
  sepa_debit: 'bank',
  us_bank_account: 'bank',
  bacs_debit: 'bank',
}

/** By what of it one can pay with some ways of paying; in one order, each once. */
export function paidByOf(methods: readonly string[]): PaidBy[] {
  const offered = methods.filter(isPaymentMethod).map((method) => byOf[method])
  return paidBy.filter((by) => offered.includes(by))
}

/** Days until money paid this way has usually come, as the lender says; of the slowest way until the way is known. */
export function clearingDaysOf(
  days: Readonly<Record<string, number>>,
  method: string | null,
): number | undefined {
  if (isVoucher(method)) return voucherDaysOf(days, method)
  if (method) return days[method]
  const all = Object.values(days)
  return all.length > 0 ? Math.max(...all) : undefined
}

// docs.stripe.com/payments/oxxo, boleto, konbini, multibanco: what `expires_after_days` may be, and 3 where nobody says.
// Longer than fourteen days nobody waits for money (`clearing.ts`), so no voucher lives longer.
const lives: Record<VoucherMethod, { least: number; most: number }> = {
  oxxo: { least: 1, most: 7 },
  boleto: { least: 1, most: 14 },
  konbini: { least: 1, most: 14 },
  multibanco: { least: 7, most: 7 },
}
const usualLife = 3

/** How long a voucher can be paid, and is waited for: one number, by the lender's days for its method. */
export function voucherDaysOf(
  days: Readonly<Record<string, number>>,
  method: VoucherMethod,
): number {
  const { least, most } = lives[method]
  return Math.min(Math.max(days[method] ?? usualLife, least), most)
}

/** The vouchers among some ways of paying, each with the days in which it can be paid. */
export function voucherLivesOf(
  methods: readonly string[],
  days: Readonly<Record<string, number>>,
): { method: VoucherMethod; days: number }[] {
  return methods.filter(isVoucher).map((method) => ({ method, days: voucherDaysOf(days, method) }))
}

/** Within which limits a lender may say how long a voucher lives; undefined: it is not the lender's to say. */
export function voucherLifeLimits(
  method: VoucherMethod,
): { least: number; most: number } | undefined {
  const { least, most } = lives[method]
  return least === most ? undefined : { least, most }
}
