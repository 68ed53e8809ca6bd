import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatMoney,
  larger,
  moneyOf,
  parseDecimal,
  percentOf,
  smaller,
  sumByCurrency,
  toDecimal,
} from '#lib/domain/money/money.ts'

const currencies = ['LKR', 'MXN', 'JPY', 'ISK', 'KWD', 'TND'] as const

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
    ['1,234', 'KWD'],
    ['١٬٢٣٤', 'KWD'],
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
