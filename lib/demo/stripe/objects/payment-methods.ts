export type DelayedMethod =
  | 'oxxo'
  | 'boleto'
  | 'konbini'
  | 'multibanco'
  | 'sepa_debit'
  | 'us_bank_account'
  | 'bacs_debit'

type Method = {
  label: string
  currencies: string[]
  voucher: boolean
  /** Stripe gives money back once the payer has named a bank account, for which it asks them by e-mail. */
  refundedByEmail?: boolean
  note: string
  /** Where the account must be; unsaid: anywhere. */
  accounts?: string[]
  /** As Stripe counts. */
  least?: number
  most?: number
}

const voucherNote = 'You get a voucher, pay it in cash, and we hear of it one to three days later.'
const debitNote = 'The bank takes the money from your account; that needs some working days.'

/** Methods whose money comes later, and the currencies they can be used in. */
export const delayedMethods: Record<DelayedMethod, Method> = {
  oxxo: {
    label: 'OXXO voucher',
    currencies: ['mxn'],
    voucher: true,
    note: voucherNote,
    accounts: ['MX', 'US', 'CA', 'SG'],
    least: 1_000,
    most: 1_000_000,
  },
  boleto: {
    label: 'Boleto',
    currencies: ['brl'],
    voucher: true,
    note: voucherNote,
    accounts: ['BR'],
    least: 500,
    most: 4_999_999,
  },
  konbini: {
    label: 'Konbini',
    currencies: ['jpy'],
    voucher: true,
    note: voucherNote,
    refundedByEmail: true,
    accounts: ['JP'],
    least: 120,
    most: 300_000,
  },
  multibanco: {
    label: 'Multibanco',
    currencies: ['eur'],
    voucher: true,
    note: 'You get a reference, pay it at a machine or in your bank’s app, and we hear of it within days.',
    refundedByEmail: true,
    accounts:
      'AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IT LI LT LU LV MT NL NO PL PT RO SE SI SK US'.split(
        ' ',
      ),
    least: 50,
    most: 9_999_900,
  },
  sepa_debit: { label: 'SEPA direct debit', currencies: ['eur'], voucher: false, note: debitNote },
  us_bank_account: {
    label: 'US bank account',
    currencies: ['usd'],
    voucher: false,
    note: debitNote,
  },
  bacs_debit: { label: 'Bacs direct debit', currencies: ['gbp'], voucher: false, note: debitNote },
}

/** Names Stripe knows although the sandbox never offers them: they filter nothing. */
const notOffered = new Set(
  `acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bancontact blik cashapp
   customer_balance eps fpx giropay grabpay ideal klarna link mobilepay p24 paynow paypal payto
   pix promptpay revolut_pay samsung_pay satispay sofort swish twint upi wechat_pay zip`.split(
    /\s+/,
  ),
)

export function isDelayed(method: string): method is DelayedMethod {
  return Object.hasOwn(delayedMethods, method)
}

export function isKnownMethod(method: string): boolean {
  return method === 'card' || isDelayed(method) || notOffered.has(method)
}

type Eligible = { currency: string; amount: number; country: string }

/** The methods of `allowed` that a payer is offered for an amount, by an account of a country. */
export function eligibleMethods(allowed: readonly string[], asked: Eligible): string[] {
  return allowed.filter(
    (method) =>
      method === 'card' || (isDelayed(method) && isEligible(delayedMethods[method], asked)),
  )
}

function isEligible(
  { currencies, accounts, least = 0, most = Infinity }: Method,
  { currency, amount, country }: Eligible,
): boolean {
  const isThere = !accounts || accounts.includes(country)
  return isThere && currencies.includes(currency) && amount >= least && amount <= most
}
