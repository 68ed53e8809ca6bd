import { expect, test } from 'vitest'
import { paymentState as stateAt } from '#components/payment/payment-state.ts'

const now = Temporal.Instant.from('2026-11-30T06:00:00Z')
const paymentState = (payment: Parameters<typeof stateAt>[0]) => stateAt(payment, now)

const paid = {
  state: 'paid' as const,
  failure: null,
  askedMinor: 500n,
  paidMinor: 500n,
  currency: 'LKR',
  reversedAt: null,
  expiresAt: null,
  checkoutReturnedAt: null,
  owedMinor: null,
  outstandingMinor: 0n,
  refunded: null,
  awaitingPayer: null,
  setAside: null,
  claimOfBank: null,
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

test.for(['provider_unreachable', 'provider_refused'])(
  'what could not be started (%s) was cancelled by nobody',
  (failure) => {
    const ended = { ...paid, state: 'cancelled' as const, paidMinor: null }
    expect(paymentState({ ...ended, failure })).toBe('not_started')
    expect(paymentState(ended)).toBe('cancelled')
    // Stripe was only slow: its page came, and was paid.
    expect(paymentState({ ...paid, failure })).toBe('paid')
  },
)

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

test('a voucher says what its page says: still to pay, needed in part, not needed, or past', () => {
  const voucher = {
    ...paid,
    state: 'processing' as const,
    paidMinor: null,
    owedMinor: 1_200n,
    expiresAt: now.add({ hours: 1 }),
  }
  expect(paymentState({ ...voucher, outstandingMinor: 1_200n })).toBe('voucher')
  expect(paymentState({ ...voucher, outstandingMinor: 1_000n })).toBe('voucher_part')
  expect(paymentState({ ...voucher, outstandingMinor: 700n })).toBe('voucher_none')
  expect(paymentState({ ...voucher, expiresAt: now, outstandingMinor: 700n })).toBe('voucher_over')
  expect(paymentState({ ...voucher, expiresAt: null, outstandingMinor: 700n })).toBe('processing')
})

test('money that a bank disputes, or has taken back, is not called paid', () => {
  for (const claimOfBank of ['disputed', 'taken_back'] as const) {
    expect(paymentState({ ...paid, claimOfBank })).toBe(claimOfBank)
    expect(paymentState({ ...back('100'), claimOfBank })).toBe(claimOfBank)
  }
})

test('while the provider is asked how it ended, it is not called unfinished', () => {
  const begun = { ...paid, paidMinor: null }
  for (const state of ['opening', 'open'] as const) {
    expect(paymentState({ ...begun, state, checkoutReturnedAt: now })).toBe('checking')
    expect(paymentState({ ...begun, state })).toBe(state)
  }
  expect(paymentState({ ...begun, state: 'cancelled', checkoutReturnedAt: now })).toBe('cancelled')
  expect(paymentState({ ...paid, checkoutReturnedAt: now })).toBe('paid')
})
