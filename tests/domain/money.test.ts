import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decimalsOf,
  formatMoney,
  parseAmount,
  parseDecimal,
  percentOf,
  toDecimal,
} from '#lib/domain/money.ts'

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
    ['1,234', 'JPY', 1_234n],
    ['1.234', 'KWD', 1_234n],
    ['1.5', 'KWD', 1_500n],
    ['1,234.567', 'KWD', 1_234_567n],
    ['١٬٢٣٤٫٥٠', 'LKR', 123_450n],
    ['۱۲۳۴', 'LKR', 123_400n],
    ['0', 'LKR', 0n],
  ] as const)('%s %s', ([text, currency, amountMinor]) => {
    expect(parseAmount(text, currency)).toBe(amountMinor)
  })

  test.for([
    ['', 'LKR'],
    ['-5', 'LKR'],
    ['+5', 'LKR'],
    ['1e3', 'LKR'],
    ['LKR 5', 'LKR'],
    ['.50', 'LKR'],
    ['1..5', 'LKR'],
    ['1,2345', 'LKR'],
    ['12345,678', 'LKR'],
    ['1,234,56', 'LKR'],
    ['1.234,567', 'LKR'],
    ['1.50', 'JPY'],
    ['12.34', 'JPY'],
    ['1.2345', 'KWD'],
    ['five', 'LKR'],
  ] as const)('%s %s is not one clear amount', ([text, currency]) => {
    expect(parseAmount(text, currency)).toBeUndefined()
  })

  test('whatever is written in the style of en, es or ar is read back exactly', () => {
    const styles = ['en', 'es', 'es-MX', 'ar-EG', 'en-IN', 'de-CH'] as const
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
    expect(formatMoney({ amountMinor: 123_450n, currency: 'MXN' }, 'en')).toMatch(/1,234\.50$/)
  })
})

test('a percentage is rounded down to a whole minor unit', () => {
  expect(percentOf(999n, 5)).toBe(49n)
  expect(percentOf(10n ** 20n + 19n, 12.5)).toBe(12_500_000_000_000_000_002n)
  expect(percentOf(100n, 0)).toBe(0n)
})

function westernDigitsOf(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, '')
}
