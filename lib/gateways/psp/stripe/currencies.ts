// What Stripe takes and the least it charges, as people write it (docs.stripe.com/currencies). Where Stripe names no
// least amount it is the worth of half a US dollar, with room for a change of rates.
const least = `
  AED 2 AFN 50 ALL 60 AMD 250 ANG 1.5 AOA 600 ARS 1000 AUD 0.5 AWG 1.5 AZN 1.5 BAM 1.5 BBD 1.5 BDT 80 BGN 1
  BHD 0.25 BIF 2000 BMD 0.6 BND 0.8 BOB 5 BRL 0.5 BSD 0.6 BWP 10 BYN 2 BZD 1.5 CAD 0.5 CDF 1500 CHF 0.5 CLP 600
  CNY 5 COP 0.5 CRC 400 CVE 60 CZK 15 DJF 150 DKK 2.5 DOP 40 DZD 80 EGP 30 ETB 100 EUR 0.5 FJD 1.5 FKP 0.5
  GBP 0.3 GEL 2 GIP 0.5 GMD 50 GNF 6000 GTQ 5 GYD 150 HKD 4 HNL 20 HTG 80 HUF 175 IDR 0.5 ILS 2 INR 0.5 ISK 80
  JMD 100 JOD 0.5 JPY 50 KES 80 KGS 60 KHR 2500 KMF 300 KRW 50 KWD 0.2 KYD 0.5 KZT 400 LAK 15000 LBP 60000
  LKR 200 LRD 150 LSL 15 MAD 6 MDL 15 MGA 3000 MKD 40 MMK 1500 MNT 2500 MOP 5 MUR 30 MVR 10 MWK 1500 MXN 10
  MYR 2 MZN 40 NAD 15 NGN 1000 NIO 25 NOK 3 NPR 100 NZD 0.5 OMR 0.25 PAB 0.6 PEN 2.5 PGK 3 PHP 0.5 PKR 200 PLN 2
  PYG 5000 QAR 2.5 RON 2 RSD 80 RUB 50 RWF 1000 SAR 2.5 SBD 5 SCR 10 SEK 3 SGD 0.5 SHP 0.5 SLE 15 SOS 400 SRD 25
  STD 15000 SZL 15 THB 10 TJS 6 TND 2 TOP 1.5 TRY 30 TTD 5 TWD 20 TZS 1500 UAH 30 UGX 2500 USD 0.5 UYU 25
  UZS 8000 VND 20000 VUV 80 WST 2 XAF 400 XCD 2 XCG 1.5 XOF 400 XPF 80 YER 150 ZAR 0.5 ZMW 15`

const leastOf = new Map(
  [...least.matchAll(/([A-Z]{3}) ([\d.]+)/g)].map(([, code = '', text = '']) => [code, text]),
)

/** Every currency in which Stripe can charge. */
export const stripeCurrencies: readonly string[] = [...leastOf.keys()]

/** The least amount Stripe charges in a currency, as people write it; undefined: Stripe does not take the currency. */
export function leastCharge(currency: string): string | undefined {
  return leastOf.get(currency)
}

const zeroDecimals = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
)
const threeDecimals = new Set('BHD JOD KWD OMR TND'.split(' '))

/** How many decimals Stripe counts a currency with, however people write it. */
export function stripeDecimals(currency: string): 0 | 2 | 3 {
  if (zeroDecimals.has(currency)) return 0
  return threeDecimals.has(currency) ? 3 : 2
}

/** What an amount must be divisible by, as Stripe counts. */
export function stripeStep(currency: string): 1n | 10n | 100n {
  if (threeDecimals.has(currency)) return 10n
  return currency === 'ISK' || currency === 'UGX' ? 100n : 1n
}
