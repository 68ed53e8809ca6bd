import { expect, test } from 'vitest'
import {
  clearingDaysOf,
  isPaymentMethod,
  isRefundable,
  isVoucher,
  paidByOf,
  paymentMethods,
  voucherDaysOf,
  voucherMethods,
  worksIn,
} from '#lib/domain/money/payment-methods.ts'

test.each([
  ['the method’s own, once it is known', { oxxo: 2, boleto: 7 }, 'oxxo', 2],
  ['the slowest while it is not', { oxxo: 2, boleto: 7 }, null, 7],
  ['nothing where the lender says nothing of the method', { boleto: 7 }, 'sepa_debit', undefined],
  ['of a voucher those in which it can be paid', { boleto: 7 }, 'oxxo', 3],
  ['nothing where the lender says nothing at all', {}, null, undefined],
])('the days until money has come: %s', (_, days, method, expected) => {
  expect(clearingDaysOf(days, method)).toBe(expected)
})

test('a slip for a shop is a voucher; a card and a bank are none', () => {
  expect(paymentMethods.filter(isVoucher)).toEqual(['oxxo', 'boleto', 'konbini', 'multibanco'])
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
  expect(inCurrency('EUR')).toEqual(['card', 'multibanco', 'sepa_debit'])
  expect(inCurrency('USD')).toEqual(['card', 'us_bank_account'])
  expect(inCurrency('GBP')).toEqual(['card', 'bacs_debit'])
})

test.each([
  ['the lender’s days', { oxxo: 5 }, 'oxxo', 5],
  ['three, where nothing is said', {}, 'konbini', 3],
  ['one at least', { boleto: 0 }, 'boleto', 1],
  ['seven at most for OXXO, as Stripe allows', { oxxo: 30 }, 'oxxo', 7],
  ['no more than anybody waits for money', { konbini: 30 }, 'konbini', 14],
  ['always seven for Multibanco', { multibanco: 2 }, 'multibanco', 7],
] as const)('a voucher lives %s', (_, days, method, expected) => {
  expect(voucherDaysOf(days, method)).toBe(expected)
})

test('by what one can pay is said in one order, each once', () => {
  expect(paidByOf(['oxxo', 'sepa_debit', 'card', 'konbini'])).toEqual(['card', 'cash', 'bank'])
  expect(paidByOf(['multibanco'])).toEqual(['bank'])
  expect(paidByOf(['cheque'])).toEqual([])
})

test('nothing that was paid at a till can go back the way it came; what came by card or debit can', () => {
  expect(voucherMethods.some(isRefundable)).toBe(false)
  expect(['card', 'sepa_debit', null].every(isRefundable)).toBe(true)
})
