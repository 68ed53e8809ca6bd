import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { isSignAfter, isSignBefore } from './currency-signs.ts'

export type Money = { amountMinor: bigint; currency: string }

/** Money as the database writes it into JSON, which knows no large whole numbers. */
export type MoneyText = { amountMinor: string; currency: string }

export function moneyOf({ amountMinor, currency }: MoneyText): Money {
  return { amountMinor: BigInt(amountMinor), currency }
}

/** Sums of each currency, in the order in which they first appear; those that come to nothing are left out. */
export function sumByCurrency(moneys: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>()
  for (const { amountMinor, currency } of moneys)
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor)
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0n)
    .map(([currency, amountMinor]) => ({ amountMinor, currency }))
}

const zeroDecimals = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
)
const threeDecimals = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** How many digits of the currency stand after the decimal point when people write it (ISO 4217). */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (zeroDecimals.has(currency)) return 0
  return threeDecimals.has(currency) ? 3 : 2
}

/**
 * Reads an amount a person typed, in minor units; undefined when it is not one clear amount.
 * Takes any grouping that is one, comma or point as decimal mark, digits of any script, and the currency beside it as people
 * write it. The last mark is decimal when at most the currency's number of decimals follows it, or two zeros. Where it could as
 * well be one between thousands, it is decimal if `locale`, in which the page speaks, writes decimals by it, and not clear else.
 */
export function parseAmount(text: string, currency: string, locale: string): bigint | undefined {
  if (smallDigits.test(text)) return undefined
  const [, before = '', amount, after = ''] = /(\D*)(\d(?:.*\d)?)(\D*)/su.exec(plainly(text)) ?? []
  if (!amount || !isSignBefore(before, currency) || !isSignAfter(after, currency)) return undefined
  const plain = amount
    .replace(/\s/g, ' ')
    .replace(/’/g, "'")
    // As 12€50: the sign in the place of the mark.
    .replace(/(\p{Sc})(?=\d+$)/u, (sign) => (isSignBefore(sign, currency) ? '٫' : sign))
  return parseDigits(plain, decimalsOf(currency), decimalMarkOf(locale))
}

// As 1² or ½: no amount is written with them, and plain digits made of them would be another.
const smallDigits = /\p{No}/u

function parseDigits(plain: string, decimals: number, decimalMark: string): bigint | undefined {
  const [, head = '', mark = '', rest = ''] = /^(.*?)(?:([.,٫])([^.,٫]*))?$/.exec(plain) ?? []
  const fits = rest.length <= decimals || rest === '00'
  // Arabic has a mark for decimals alone. Of the others two that are alike stand between thousands.
  const isDecimal = mark !== '' && fits && !head.includes(mark)
  const whole = isDecimal ? head : plain
  // Nobody groups thousands after a nought: 0.500 is a half, and no amount of 500.
  const isGrouped = /^[1-9]\d{0,2}([., '٬])(?:\d{2,3}\1)*\d{3}$/.test(whole)
  if (!isGrouped && !/^\d+$/.test(whole)) return undefined
  const tail = isDecimal ? rest : ''
  if (!/^\d*$/.test(tail)) return undefined
  const couldGroup = mark !== '٫' && /^[1-9]\d{0,2}$/.test(whole) && tail.length === 3
  if (couldGroup && mark !== decimalMark) return undefined
  return BigInt(whole.replace(/\D/g, '') + tail.slice(0, decimals).padEnd(decimals, '0'))
}

const decimalMarks = new Map<string, string>()

function decimalMarkOf(locale: string): string {
  const known = decimalMarks.get(locale)
  if (known) return known
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
  const mark = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  decimalMarks.set(locale, mark)
  return mark
}

/** Reads an amount written by a machine: digits, at most one point, no grouping. Undefined when it is anything else. */
export function parseDecimal(text: string, currency: string): bigint | undefined {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const [, whole = '', fraction = ''] = match
  const decimals = decimalsOf(currency)
  if (fraction.length > decimals) return undefined
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** The amount as digits with a decimal point, exact at any size: 1234.50. */
export function toDecimal({ amountMinor, currency }: Money): `${number}` {
  const decimals = decimalsOf(currency)
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor)
    .toString()
    .padStart(decimals + 1, '0')
  const sign = amountMinor < 0n ? '-' : ''
  if (decimals === 0) return `${sign}${digits}` as `${number}`
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` as `${number}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** The amount as people of `locale` write it, exact at any size. */
export function formatMoney(money: Money, locale: string): string {
  const key = `${locale}:${money.currency}`
  let format = formats.get(key)
  if (!format) {
    const decimals = decimalsOf(money.currency)
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: money.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formats.set(key, format)
  }
  const parts = format.formatToParts(toDecimal(money))
  return parts.map(({ type, value }) => (type === 'currency' ? signOf(value) : value)).join('')
}

/** How an amount is written, with all that can be in one: what a field that was not understood gives as its example. */
export function exampleAmount(currency: string, locale: string): string {
  return formatMoney(
    { amountMinor: 1_234n * 10n ** BigInt(decimalsOf(currency)), currency },
    locale,
  )
}

// Some languages put the country before a sign that needs none where a lender has one currency: JP¥, MX$.
function signOf(text: string): string {
  return /^[A-Z]{2}([¥$])$/.exec(text)?.[1] ?? text
}

/** `percent` of an amount, rounded down to a whole minor unit. */
export function percentOf(amountMinor: bigint, percent: number): bigint {
  return (amountMinor * BigInt(Math.round(percent * 100))) / 10_000n
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

// Full-width and no-break signs as plain ones, without the marks that only say in which direction text runs.
function plainly(text: string): string {
  return toWesternDigits(text.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(/،/g, ',')
}
