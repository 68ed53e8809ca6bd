import { decimalsOf, formatMoney } from '#lib/domain/money.ts'

// docs.stripe.com/currencies#presentment-currencies
const known = new Set(
  `aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf
   chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg
   huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk
   mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub
   rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd
   vuv wst xaf xcd xcg xof xpf yer zar zmw`.split(/\s+/),
)

// docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
const minimums: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  idr: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  zar: 50,
}

// Stripe counts these with two decimals although they have none (docs.stripe.com/currencies#special-cases).
const wholeUnitsOnly = new Set(['isk', 'ugx'])
const threeDecimals = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd'])

const largest = 999_999_999_999

/** Whether Stripe charges in the currency, written in lower case. */
export function isKnownCurrency(currency: string): boolean {
  return known.has(currency)
}

export function knownCurrencies(): string {
  return [...known].join(', ')
}

export type AmountFault = { code: string; message: string }

/** Why Stripe would not move `amount`, counted its way; undefined when it would. */
export function amountFault(amount: number, currency: string): AmountFault | undefined {
  if (threeDecimals.has(currency) && amount % 10 !== 0)
    return {
      code: 'parameter_invalid_integer',
      message: `Invalid amount: three-decimal currencies such as ${currency} must be rounded to the nearest ten.`,
    }
  if (wholeUnitsOnly.has(currency) && amount % 100 !== 0)
    return {
      code: 'parameter_invalid_integer',
      message: `Invalid amount: ${currency} must be evenly divisible by 100.`,
    }
  return undefined
}

/** Why Stripe would not charge `amount`: too small, too large or not a whole unit. */
export function chargeFault(amount: number, currency: string): AmountFault | undefined {
  const minimum = minimums[currency] ?? 1
  if (amount < minimum)
    return {
      code: 'amount_too_small',
      message: `The Checkout Session's total amount due must add up to at least ${written(minimum, currency)} ${currency}`,
    }
  if (amount > largest)
    return {
      code: 'amount_too_large',
      message: `The Checkout Session's total amount due must add up to no more than ${written(largest, currency)} ${currency}`,
    }
  return amountFault(amount, currency)
}

/** An amount, counted Stripe's way, as people read it. */
export function written(amount: number, currency: string): string {
  const code = currency.toUpperCase()
  const amountMinor = wholeUnitsOnly.has(currency) ? BigInt(amount) / 100n : BigInt(amount)
  const text = formatMoney({ amountMinor, currency: code }, 'en')
  return text.includes(code) ? text : `${text} ${code}`
}

/** Reads an amount a person typed on the sandbox page, as Stripe counts; undefined when it is none. */
export function typedAmount(text: string, currency: string): number | undefined {
  const decimals = wholeUnitsOnly.has(currency) ? 2 : decimalsOf(currency.toUpperCase())
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ''))
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > decimals) return undefined
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`)
}
