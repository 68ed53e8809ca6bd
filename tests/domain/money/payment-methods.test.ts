import { expect, test } from 'vitest'
import {
  clearingDaysOf,
  isPaymentMethod,
  isVoucher,
  paymentMethods,
  worksIn,
} from '#lib/domain/money/payment-methods.ts'

test.each([
  ['the method’s own, once it is known', { oxxo: 2, boleto: 7 }, 'oxxo', 2],
  ['the slowest while it is not', { oxxo: 2, boleto: 7 }, null, 7],
  ['nothing where the lender says nothing of the method', { boleto: 7 }, 'oxxo', undefined],
  ['nothing where the lender says nothing at all', {}, null, undefined],
])('the days until money has come: %s', (_, days, method, expected) => {
  expect(clearingDaysOf(days, method)).toBe(expected)
})

test('a slip for a shop is a voucher; a card and a bank are none', () => {
  expect(paymentMethods.filter(isVoucher)).toEqual(['oxxo', 'boleto', 'konbini'])
  expect([isVoucher(null), isVoucher('cash')]).toEqual([false, false])
})

test('a way of paying is one that a lender can offer', () => {
  expect(paymentMethods.every(isPaymentMethod)).toBe(true)
  expect(['cash', '', 'CARD'].some(isPaymentMethod)).toBe(false)
})

test('a card works in any currency, everything else in its own', () => {
  const inCurrency = (currency: string) =>
    paymentMethods.filter((method) => worksIn(method, currency))
  expect(inCurrency('LKR')).toEqual(['card'])
  expect(inCurrency('MXN')).toEqual(['card', 'oxxo'])
  expect(inCurrency('BRL')).toEqual(['card', 'boleto'])
  expect(inCurrency('JPY')).toEqual(['card', 'konbini'])
  expect(inCurrency('EUR')).toEqual(['card', 'sepa_debit'])
  expect(inCurrency('USD')).toEqual(['card', 'us_bank_account'])
  expect(inCurrency('GBP')).toEqual(['card', 'bacs_debit'])
})
