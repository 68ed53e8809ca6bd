import { expect, test } from 'vitest'
import { clearingDaysOf } from '#lib/domain/money/payment-methods.ts'

test.each([
  ['the method’s own, once it is known', { oxxo: 2, boleto: 7 }, 'oxxo', 2],
  ['the slowest while it is not', { oxxo: 2, boleto: 7 }, null, 7],
  ['nothing where the lender says nothing of the method', { boleto: 7 }, 'oxxo', undefined],
  ['nothing where the lender says nothing at all', {}, null, undefined],
])('the days until money has come: %s', (_, days, method, expected) => {
  expect(clearingDaysOf(days, method)).toBe(expected)
})
