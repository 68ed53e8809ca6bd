import { expect, test } from 'vitest'
import { paymentState } from '#components/payment/payment-state.ts'

const paid = {
  ...{ state: 'paid' as const, paidMinor: 500n, currency: 'LKR', reversedAt: null },
  refunded: null,
}
const back = (amountMinor: string, currency = 'LKR') => ({
  ...paid,
  refunded: [{ amountMinor, currency }],
})

test('a payment that went back says so, whole or in part', () => {
  expect(paymentState(paid)).toBe('paid')
  expect(paymentState(back('500'))).toBe('refunded')
  expect(paymentState(back('499'))).toBe('partly_refunded')
  expect(paymentState(back('500', 'USD'))).toBe('partly_refunded')
  expect(paymentState({ ...paid, reversedAt: Temporal.Now.instant() })).toBe('reversed')
  expect(paymentState({ ...paid, state: 'set_aside', paidMinor: null })).toBe('set_aside')
})
