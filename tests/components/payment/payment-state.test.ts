import { expect, test } from 'vitest'
import { paymentState } from '#components/payment/payment-state.ts'

const paid = {
  ...{ state: 'paid' as const, paidMinor: 500n, currency: 'LKR', reversedAt: null },
  ...{ refunded: null, awaitingPayer: null, setAside: null },
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
})

test('money that was set aside is with a person until all of it went back', () => {
  const aside = { ...paid, state: 'set_aside' as const, paidMinor: null }
  const setAside = { amountMinor: '100', currency: 'LKR' }
  expect(paymentState({ ...aside, setAside })).toBe('set_aside')
  expect(paymentState({ ...aside, refunded: [setAside] })).toBe('refunded')
})

test('what goes back only once its payer has said where to is neither there nor on its way', () => {
  const awaitingPayer = [{ amountMinor: '500', currency: 'LKR', dueAt: null }]
  expect(paymentState({ ...paid, awaitingPayer })).toBe('refund_waits')
  expect(paymentState({ ...paid, awaitingPayer, state: 'set_aside' })).toBe('refund_waits')
  const reversedAt = Temporal.Now.instant()
  expect(paymentState({ ...paid, awaitingPayer, reversedAt })).toBe('reversed')
})
