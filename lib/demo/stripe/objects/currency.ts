// Stripe's rules of amounts, as its documentation says them. What the portal believes of them stands elsewhere and is
// never read here, so that a mistake in one is seen by the other.

// How much of each is about a dollar, where Stripe names no least charge (docs.stripe.com/currencies).
const perDollar = `
  afn 70 all 85 amd 385 ang 1.8 aoa 915 ars 1450 awg 1.8 azn 1.7 bam 1.7 bbd 2 bdt 122 bhd 0.376 bif 2950 bmd 1
  bnd 1.3 bob 6.9 bsd 1 bwp 13.5 byn 3.2 bzd 2 cdf 2400 clp 950 cny 7.1 crc 505 cve 95 djf 178 dop 63 dzd 130 egp 48
  etb 150 fjd 2.27 fkp 0.75 gel 2.7 gip 0.75 gmd 72 gnf 8680 gtq 7.66 gyd 209 hnl 26.3 htg 131 ils 3.3 isk 125
  jmd 160 jod 0.709 kes 129 kgs 87.5 khr 4010 kmf 425 kwd 0.307 kyd 0.83 kzt 525 lak 21700 lbp 89500 lkr 305 lrd 180
  lsl 17.3 mad 9.2 mdl 17 mga 4450 mkd 53 mmk 2100 mnt 3580 mop 8 mur 45.8 mvr 15.4 mwk 1735 mzn 64 nad 17.3
  ngn 1450 nio 36.8 npr 142 omr 0.385 pab 1 pen 3.4 pgk 4.25 pkr 281 pyg 7000 qar 3.64 rsd 101 rub 80 rwf 1450
  sar 3.75 sbd 8.2 scr 14 shp 0.75 sle 23 sos 571 srd 38.5 std 21000 szl 17.3 tjs 9.25 tnd 2.95 top 2.4 try 42
  ttd 6.8 twd 31 tzs 2450 uah 42 ugx 3570 uyu 39.8 uzs 12000 vnd 26300 vuv 121 wst 2.8 xaf 565 xcd 2.7 xcg 1.8
  xof 565 xpf 103 yer 239 zmw 22.5`

// docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, as Stripe counts.
const named = `
  usd 50 aed 200 aud 50 bgn 100 brl 50 cad 50 chf 50 cop 50 czk 1500 dkk 250 eur 50 gbp 30 hkd 400 huf 17500 idr 50
  inr 50 jpy 50 krw 50 mxn 1000 myr 200 nok 300 nzd 50 php 50 pln 200 ron 200 sek 300 sgd 50 thb 1000 zar 50`

// docs.stripe.com/currencies#zero-decimal and #special-cases: isk and ugx have none, but are counted with two.
const zeroDecimals = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
)
const threeDecimals = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd'])
const wholeUnitsOnly = new Set(['isk', 'ugx'])

// docs.stripe.com/api/checkout/sessions/create: up to eight digits.
const largest = 99_999_999

const minimums = new Map([
  ...pairsOf(perDollar).map(([code, rate]): [string, number] => [
    code,
    Math.ceil((rate / 2) * 10 ** decimalsOf(code)),
  ]),
  ...pairsOf(named),
])

function pairsOf(text: string): [string, number][] {
  return [...text.matchAll(/([a-z]{3}) ([\d.]+)/g)].map(([, code = '', figure]) => [
    code,
    Number(figure),
  ])
}

function decimalsOf(currency: string): number {
  if (zeroDecimals.has(currency)) return 0
  return threeDecimals.has(currency) ? 3 : 2
}

/** Whether Stripe charges in the currency, written in lower case. */
export function isKnownCurrency(currency: string): boolean {
  return minimums.has(currency)
}

export function knownCurrencies(): string {
  return [...minimums.keys()].toSorted().join(', ')
}

type AmountFault = { code: string; message: string }

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

/** What every payout in a currency is a multiple of. */
export function payoutStep(currency: string): number {
  return currency === 'huf' || currency === 'twd' ? 100 : 1
}

/** Why Stripe would not pay `amount` out, although it charges it: these have no smaller coin (#special-cases). */
export function payoutFault(amount: number, currency: string): AmountFault | undefined {
  if (amount % payoutStep(currency) === 0) return undefined
  return {
    code: 'parameter_invalid_integer',
    message: `Invalid amount: payouts in ${currency} must be evenly divisible by 100.`,
  }
}

/** Why Stripe would not charge `amount`: too small, too large or not a whole unit. */
export function chargeFault(amount: number, currency: string): AmountFault | undefined {
  const minimum = minimums.get(currency) ?? 1
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

/** An amount, counted Stripe's way, as a decimal number of whole units. */
export function inUnits(amount: number, currency: string): `${number}` {
  return (amount / 10 ** decimalsOf(currency)).toFixed(shownDecimals(currency)) as `${number}`
}

function shownDecimals(currency: string): number {
  return wholeUnitsOnly.has(currency) ? 0 : decimalsOf(currency)
}

/** An amount, counted Stripe's way, as people read it. */
export function written(amount: number, currency: string): string {
  const code = currency.toUpperCase()
  const decimals = shownDecimals(currency)
  const text = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(inUnits(amount, currency))
  return text.includes(code) ? text : `${text} ${code}`
}

/** Reads an amount a person typed on the sandbox page, as Stripe counts; undefined when it is none. */
export function typedAmount(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency)
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ''))
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > decimals) return undefined
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`)
}
