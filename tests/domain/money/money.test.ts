import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import {
  decimalsOf,
  formatMoney,
  larger,
  moneyOf,
  parseAmount,
  parseDecimal,
  percentOf,
  smaller,
  sumByCurrency,
  toDecimal,
} from '#lib/domain/money/money.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { examples } from '#tests/support/examples.ts'

const currencies = ['LKR', 'MXN', 'JPY', 'ISK', 'KWD', 'TND'] as const

describe('reading what a person typed', () => {
  test.for([
    ['9225', 'LKR', 922_500n],
    ['9225.5', 'LKR', 922_550n],
    ['9,225.50', 'LKR', 922_550n],
    ['9.225,50', 'LKR', 922_550n],
    ['9 225,50', 'LKR', 922_550n],
    ["9'225.50", 'LKR', 922_550n],
    ['1,00,000.00', 'LKR', 10_000_000n],
    ['1.234', 'MXN', 123_400n],
    ['1,234', 'MXN', 123_400n],
    ['1,234,567.89', 'MXN', 123_456_789n],
    ['1.234.567,89', 'MXN', 123_456_789n],
    ['12.', 'MXN', 1_200n],
    ['1234', 'JPY', 1_234n],
    ['2,480.00', 'JPY', 2_480n],
    ['¥2,480.00', 'JPY', 2_480n],
    ['2.480,00', 'JPY', 2_480n],
    ['Rs9225 only', 'LKR', 922_500n],
    ['Rs. 9,225/- Only', 'LKR', 922_500n],
    ['9225 rupees only', 'LKR', 922_500n],
    ['1,234', 'JPY', 1_234n],
    ['1.234', 'KWD', 1_234n],
    ['1.5', 'KWD', 1_500n],
    ['1,234.567', 'KWD', 1_234_567n],
    ['١٬٢٣٤٫٥٠', 'LKR', 123_450n],
    ['۱۲۳۴', 'LKR', 123_400n],
    ['0', 'LKR', 0n],
    ['Rs 1,000.00', 'LKR', 100_000n],
    ['Rs.1000', 'LKR', 100_000n],
    ['RS. 1000', 'LKR', 100_000n],
    ['LKR 1000', 'LKR', 100_000n],
    ['1000 lkr', 'LKR', 100_000n],
    [' 9225 ', 'LKR', 922_500n],
    ['١٢،٥٠', 'LKR', 1_250n],
    ['9225/-', 'LKR', 922_500n],
    ['Rs. 9,225/=', 'LKR', 922_500n],
    ['රු 9225', 'LKR', 922_500n],
    ['9225 rupees', 'LKR', 922_500n],
    ['2480円', 'JPY', 2_480n],
    ['￥２，４８０', 'JPY', 2_480n],
    ['¥2,480', 'JPY', 2_480n],
    ['JP¥ 2480', 'JPY', 2_480n],
    ['１２３４．５０', 'MXN', 123_450n],
    ['$1,234.50', 'MXN', 123_450n],
    ['MX$1,234.50', 'MXN', 123_450n],
    ['$ 1,234.50 M.N.', 'MXN', 123_450n],
    ['500 pesos', 'MXN', 50_000n],
    ['1\u00a0234,50\u00a0€', 'EUR', 123_450n],
    ['10 000', 'LKR', 1_000_000n],
    ['1 00 000', 'LKR', 10_000_000n],
    ['1’234’567.50', 'CHF', 123_456_750n],
    ['1\u202f234,50 EUR', 'EUR', 123_450n],
    ['100,-', 'EUR', 10_000n],
    ['CHF 100.–', 'CHF', 10_000n],
    ['\u200f١٬٢٣٤٫٥٠٠ د.ك.\u200f', 'KWD', 1_234_500n],
    ['१२३४', 'INR', 123_400n],
    ['₹1,23,456.70', 'INR', 12_345_670n],
    ['ZK 5', 'ZMW', 500n],
    ['F CFA 1,235', 'XOF', 1_235n],
  ] as const)('%s %s', ([text, currency, amountMinor]) => {
    expect(parseAmount(text, currency)).toBe(amountMinor)
  })

  test.for([
    ['', 'LKR'],
    ['-5', 'LKR'],
    ['+5', 'LKR'],
    ['1e3', 'LKR'],
    ['12’34', 'LKR'],
    ['USD 5', 'LKR'],
    ['€5', 'LKR'],
    ['Rs -5', 'LKR'],
    ['(5)', 'LKR'],
    ['5-', 'LKR'],
    ['5/', 'LKR'],
    ['5 - 10', 'LKR'],
    ['5 or 10', 'LKR'],
    ['5k', 'ZMW'],
    ['5 months', 'LKR'],
    ['Rs', 'LKR'],
    ['/-', 'LKR'],
    ['5%', 'LKR'],
    ['½', 'LKR'],
    ['1²', 'LKR'],
    ['5/ ', 'LKR'],
    ['5 LK/R', 'LKR'],
    ['5.x', 'LKR'],
    ['1.e5', 'LKR'],
    ['.50', 'LKR'],
    ['.50', 'EUR'],
    ['y 5', 'BAM'],
    ['& 5', 'TTD'],
    ['1..5', 'LKR'],
    ['1,2345', 'LKR'],
    ['12345,678', 'LKR'],
    ['1,234,56', 'LKR'],
    ['1.234,567', 'LKR'],
    ['1000 2000', 'LKR'],
    ['90 00', 'LKR'],
    ['9 0', 'LKR'],
    ["1'00", 'CHF'],
    ['1 234,567.89', 'LKR'],
    ['1.50', 'JPY'],
    ['2.480.00', 'JPY'],
    ['9225 dollars only', 'LKR'],
    ['only Rs9225', 'LKR'],
    ['12.34', 'JPY'],
    ['1.2345', 'KWD'],
    ['five', 'LKR'],
    // Neither has a way of its own of being written, so no odd word is one.
    ['was 5', 'USD'],
    ['5 was', 'EUR'],
    ['0.001', 'LKR'],
    ['0.500', 'LKR'],
    ['00.100', 'LKR'],
    ['0,050', 'LKR'],
    ['0.000', 'JPY'],
  ] as const)('%s %s is not one clear amount', ([text, currency]) => {
    expect(parseAmount(text, currency)).toBeUndefined()
  })

  test('whatever is written in the style of en, es or ar is read back exactly', () => {
    const styles = ['en', 'es', 'ar-EG', 'de-CH'] as const
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.constantFrom('LKR', 'MXN', 'JPY'),
        fc.constantFrom(...styles),
        (amountMinor, currency, locale) => {
          const decimals = decimalsOf(currency)
          const written = new Intl.NumberFormat(locale, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(toDecimal({ amountMinor, currency }))
          expect(parseAmount(written, currency)).toBe(amountMinor)
        },
      ),
    )
  })

  test('whatever we write, in any language and currency, is read back exactly', () => {
    const currencies = Intl.supportedValuesOf('currency')
    let runs = 0
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.constantFrom(...currencies),
        fc.constantFrom(...languages.map(writtenLocale), 'ar-EG'),
        (amountMinor, currency, locale) => {
          runs += 1
          const written = formatMoney({ amountMinor, currency }, locale)
          expect(parseAmount(written, currency), `${currency} ${written}`).toBe(amountMinor)
        },
      ),
      { numRuns: examples(3_000) },
    )
    for (const currency of currencies)
      for (const locale of languages.map(writtenLocale))
        expect(
          parseAmount(formatMoney({ amountMinor: 123_450n, currency }, locale), currency),
        ).toBe(123_450n)
    expect(runs).toBeGreaterThanOrEqual(examples(3_000))
  })
})

describe('amounts a machine wrote', () => {
  test('round trip through decimals, exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }),
        fc.constantFrom(...currencies),
        (amountMinor, currency) => {
          expect(parseDecimal(toDecimal({ amountMinor, currency }), currency)).toBe(amountMinor)
        },
      ),
    )
  })

  test('may leave out decimals', () => {
    expect(['1', '1.5', '1.50'].map((text) => parseDecimal(text, 'LKR'))).toEqual([
      100n,
      150n,
      150n,
    ])
  })

  test.for([
    ['1,5', 'LKR'],
    ['1.234', 'LKR'],
    ['1.0', 'JPY'],
    ['.5', 'LKR'],
    ['5.', 'LKR'],
    ['-5', 'LKR'],
    [' 5', 'LKR'],
    ['1234567890123456', 'LKR'],
  ] as const)('%s %s is refused', ([text, currency]) => {
    expect(parseDecimal(text, currency)).toBeUndefined()
  })
})

describe('showing money', () => {
  test('is exact at any size, in every language', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.constantFrom(...currencies),
        fc.constantFrom('en', 'es', 'ar'),
        (amountMinor, currency, locale) => {
          const shown = westernDigitsOf(formatMoney({ amountMinor, currency }, locale))
          expect(BigInt(shown)).toBe(amountMinor)
        },
      ),
    )
  })

  test('keeps the sign, and as many decimals as the currency has', () => {
    expect(toDecimal({ amountMinor: -5n, currency: 'LKR' })).toBe('-0.05')
    expect(toDecimal({ amountMinor: 5n, currency: 'KWD' })).toBe('0.005')
    expect(toDecimal({ amountMinor: 5n, currency: 'JPY' })).toBe('5')
    expect(toDecimal({ amountMinor: 0n, currency: 'LKR' })).toBe('0.00')
    expect(formatMoney({ amountMinor: 123_450n, currency: 'MXN' }, 'en')).toMatch(/1,234\.50$/)
  })
})

test('a percentage is rounded down to a whole minor unit', () => {
  expect(percentOf(999n, 5)).toBe(49n)
  expect(percentOf(10n ** 20n + 19n, 12.5)).toBe(12_500_000_000_000_000_002n)
  expect(percentOf(100n, 0)).toBe(0n)
})

test('of two amounts the smaller and the larger', () => {
  for (const [a, b] of [[-1n, 2n] as const, [2n, -1n] as const]) {
    expect(smaller(a, b)).toBe(-1n)
    expect(larger(a, b)).toBe(2n)
  }
  expect(smaller(3n, 3n)).toBe(3n)
  expect(larger(3n, 3n)).toBe(3n)
})

function westernDigitsOf(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, '')
}

test('amounts are summed by currency, and what comes to nothing is left out', () => {
  const money = (amountMinor: bigint, currency: string) => ({ amountMinor, currency })
  const all = [money(5n, 'MXN'), money(7n, 'LKR'), money(-7n, 'LKR'), money(1n, 'MXN')]
  expect(sumByCurrency([...all, money(2n, 'JPY')])).toEqual([money(6n, 'MXN'), money(2n, 'JPY')])
  expect(moneyOf({ amountMinor: '9007199254740993', currency: 'LKR' })).toEqual(
    money(9_007_199_254_740_993n, 'LKR'),
  )
})

test('the sign of a currency is written without a country before it, in every language', () => {
  const yen = { amountMinor: 12_345n, currency: 'JPY' }
  for (const locale of ['en-GB', 'es-419', 'ar'])
    expect(formatMoney(yen, locale).replace(/[\p{Cf}\s]/gu, '')).toMatch(/^(¥12,345|12,345¥)$/)
  expect(formatMoney({ amountMinor: 100n, currency: 'LKR' }, 'en-GB')).toContain('Rs')
  expect(formatMoney({ amountMinor: 1_000n, currency: 'KWD' }, 'en-GB')).toContain('KWD')
})
