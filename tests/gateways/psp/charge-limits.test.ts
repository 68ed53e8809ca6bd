import { describe, expect, test } from 'vitest'
import { knownCurrencies } from '#lib/demo/stripe/objects/currency.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import { fromStripeAmount, toStripeAmount } from '#lib/gateways/psp/stripe/amount.ts'
import { stripeCurrencies } from '#lib/gateways/psp/stripe/currencies.ts'

const card = ['card']

describe('what can be charged', () => {
  test.for([
    ['JPY', { minimumMinor: 50n, maximumMinor: 99_999_999n, stepMinor: 1n }],
    ['MXN', { minimumMinor: 1_000n, maximumMinor: 99_999_999n, stepMinor: 1n }],
    ['KWD', { minimumMinor: 200n, maximumMinor: 99_999_990n, stepMinor: 10n }],
    ['MGA', { minimumMinor: 300_000n, maximumMinor: 9_999_999_900n, stepMinor: 100n }],
    ['ISK', { minimumMinor: 80n, maximumMinor: 999_999n, stepMinor: 1n }],
    ['UGX', { minimumMinor: 2_500n, maximumMinor: 999_999n, stepMinor: 1n }],
  ] as const)('%s, in minor units as people write them', ([currency, limits]) => {
    expect(chargeLimits(currency, card)).toEqual(limits)
  })

  test('vouchers have limits of their own; with a card beside them the wider ones count', () => {
    expect(chargeLimits('MXN', ['oxxo'])).toMatchObject({ maximumMinor: 1_000_000n })
    expect(chargeLimits('JPY', ['konbini'])).toMatchObject({
      minimumMinor: 120n,
      maximumMinor: 300_000n,
    })
    expect(chargeLimits('MXN', ['card', 'oxxo'])).toEqual(chargeLimits('MXN', card))
  })

  test('nothing in a currency Stripe does not take, or by no way that works in it', () => {
    for (const currency of ['GHS', 'MRU', 'IQD', 'LYD', 'XXX'])
      expect(chargeLimits(currency, card)).toBeUndefined()
    expect(chargeLimits('EUR', ['oxxo'])).toBeUndefined()
  })

  test('the currencies are those of the sandbox, which has them from Stripe on its own', () => {
    expect(stripeCurrencies.toSorted().join(', ').toLowerCase()).toBe(knownCurrencies())
  })
})

describe('counting', () => {
  test.for([
    [{ amountMinor: 500_000n, currency: 'MGA' }, 5_000],
    [{ amountMinor: 5_000n, currency: 'UGX' }, 500_000],
    [{ amountMinor: 5_000n, currency: 'ISK' }, 500_000],
    [{ amountMinor: 5_000n, currency: 'JPY' }, 5_000],
    [{ amountMinor: 12_350n, currency: 'KWD' }, 12_350],
    [{ amountMinor: 922_500n, currency: 'LKR' }, 922_500],
    [{ amountMinor: 922_500n, currency: 'HUF' }, 922_500],
  ] as const)('%o is %i at Stripe, and back', ([money, amount]) => {
    expect(toStripeAmount(money)).toBe(amount)
    expect(fromStripeAmount(amount, money.currency.toLowerCase())).toEqual(money)
  })

  test('what Stripe cannot count is never rounded in silence', () => {
    expect(() => toStripeAmount({ amountMinor: 500_050n, currency: 'MGA' })).toThrow('MGA')
  })
})
