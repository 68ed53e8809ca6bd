import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import {
  decimalsOf,
  exampleAmount,
  formatMoney,
  parseAmount,
  toDecimal,
} from '#lib/domain/money/money.ts'
import { stripeCurrencies } from '#lib/gateways/psp/stripe/currencies.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { examples } from '#tests/support/examples.ts'

const styles = ['en', 'es', 'ar-EG', 'de-CH', 'fr', 'pt', 'id', 'vi', 'hi', 'fa', 'bn'] as const
const threeDecimals = ['BHD', 'JOD', 'KWD', 'OMR', 'TND']
// Where a currency that is not one country's is paid with.
const homes: Record<string, string> = { EUR: 'ES', XAF: 'CM', XCD: 'GD', XOF: 'CI', XPF: 'NC' }

describe('reading what was written', () => {
  test('what a page gives as its example is read, in any language and currency', () => {
    for (const currency of stripeCurrencies)
      for (const locale of languages.map(writtenLocale))
        expect(parseAmount(exampleAmount(currency, locale), currency, locale)).toBe(
          1_234n * 10n ** BigInt(decimalsOf(currency)),
        )
  })

  test('whatever is written in the style of a language is read back exactly on a page in it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.constantFrom('LKR', 'MXN', 'JPY', 'KWD', 'TND'),
        fc.constantFrom(...styles),
        (amountMinor, currency, locale) => {
          const decimals = decimalsOf(currency)
          const written = new Intl.NumberFormat(locale, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(toDecimal({ amountMinor, currency }))
          expect(parseAmount(written, currency, locale), written).toBe(amountMinor)
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
          expect(parseAmount(written, currency, locale), `${currency} ${written}`).toBe(amountMinor)
        },
      ),
      { numRuns: examples(3_000) },
    )
    for (const currency of currencies)
      for (const locale of languages.map(writtenLocale))
        for (const amountMinor of [123_450n, 12_345n])
          expect(
            parseAmount(formatMoney({ amountMinor, currency }, locale), currency, locale),
          ).toBe(amountMinor)
    expect(runs).toBeGreaterThanOrEqual(examples(3_000))
  })

  test('what is written whole, without decimals, is read as that or refused', () => {
    const counted = { read: 0, refused: 0 }
    const whole = (units: bigint, currency: string, locale: string) => {
      const look = { style: 'currency', currency, maximumFractionDigits: 0 } as const
      const written = new Intl.NumberFormat(locale, look).format(units)
      const read = parseAmount(written, currency, locale)
      const amountMinor = units * 10n ** BigInt(decimalsOf(currency))
      const isClear = decimalsOf(currency) < 3 || units < 1_000n || units >= 1_000_000n
      expect([undefined, amountMinor], `${currency} ${written}`).toContain(read)
      if (isClear) expect(read, `${currency} ${written}`).toBe(amountMinor)
      counted[read === undefined ? 'refused' : 'read'] += 1
    }
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.constantFrom(...Intl.supportedValuesOf('currency'), ...threeDecimals),
        fc.constantFrom(...languages.map(writtenLocale), 'ar-EG'),
        whole,
      ),
      { numRuns: examples(2_000) },
    )
    for (const currency of threeDecimals)
      for (const locale of languages.map(writtenLocale))
        for (const units of [1_234n, 12_000n, 1_234_567n]) whole(units, currency, locale)
    expect(counted.read).toBeGreaterThanOrEqual(examples(1_500))
    expect(counted.refused).toBeGreaterThanOrEqual(threeDecimals.length * languages.length * 2)
  })

  test('each currency that can be charged is read as its own country writes it', () => {
    let read = 0
    for (const currency of stripeCurrencies) {
      const home = new Intl.Locale(`und-${homes[currency] ?? currency.slice(0, 2)}`).maximize()
      const decimals = decimalsOf(currency)
      for (const currencyDisplay of ['symbol', 'narrowSymbol', 'code'] as const)
        for (const locale of [`${home}`, `en-${home.region}`, `${home.language}-${home.region}`]) {
          const written = new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
            currencyDisplay,
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(5)
          expect(parseAmount(written, currency, locale), `${currency} ${written}`).toBe(
            5n * 10n ** BigInt(decimals),
          )
          read += 1
        }
    }
    expect(read).toBe(stripeCurrencies.length * 9)
  })
})
