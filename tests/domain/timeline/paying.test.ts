import { expect, test } from 'vitest'
import { at, told } from './given-timeline.ts'

test('a payment that is not finished says that no money was taken', () => {
  for (const state of ['opening', 'open'] as const) {
    expect(
      told({ payment: { state, paidAt: null, bookedAt: null, effect: null }, unlock: null }),
    ).toMatchObject({
      headline: 'not_finished',
      moneyTaken: 'no',
      states: ['now', 'waiting', 'waiting', 'waiting'],
      isFinal: false,
    })
  }
  for (const state of ['failed', 'expired', 'cancelled'] as const) {
    expect(
      told({ payment: { state, paidAt: null, bookedAt: null, effect: null }, unlock: null }),
    ).toMatchObject({
      headline: state,
      moneyTaken: 'no',
      states: [],
      isFinal: true,
    })
  }
})

test('a payment that could not be started says so, and that no money was taken', () => {
  const payment = { state: 'cancelled', paidAt: null, bookedAt: null, effect: null } as const
  expect(told({ payment: { ...payment, wasNotStarted: true }, unlock: null })).toMatchObject({
    headline: 'not_started',
    moneyTaken: 'no',
    states: [],
    isFinal: true,
  })
})

test('a delayed method is clearing, not a success', () => {
  expect(
    told({
      payment: { state: 'processing', paidAt: null, bookedAt: null, effect: null },
      unlock: null,
    }),
  ).toMatchObject({
    headline: 'clearing',
    moneyTaken: 'clearing',
    states: ['now', 'waiting', 'waiting', 'waiting'],
    isFinal: false,
  })
})

test('money set aside is said to be taken, and a person is named', () => {
  expect(
    told({
      payment: { state: 'set_aside', paidAt: null, bookedAt: null, effect: null },
      unlock: null,
    }),
  ).toMatchObject({
    headline: 'set_aside',
    moneyTaken: 'yes',
    states: ['done', 'stopped', 'waiting', 'waiting'],
    advice: 'call',
    isFinal: true,
  })
})

test('money that was set aside and given back is with nobody any more', () => {
  const payment = { state: 'set_aside', paidAt: null, bookedAt: null, effect: null } as const
  expect(told({ payment: { ...payment, isGivenBack: true }, unlock: null })).toMatchObject({
    headline: 'given_back',
    moneyTaken: 'given_back',
    states: [],
    advice: 'none',
    isFinal: true,
  })
})

test('money that went back before the phone was open neither claims to be paid nor to open it', () => {
  const payment = { hasGoneBack: true }
  expect(told({ payment, opening: 'when_online' })).toMatchObject({
    headline: 'counts_no_more',
    states: [],
    advice: 'none',
    offerCode: false,
    promisedBy: undefined,
    isFinal: true,
  })
  expect(told({ payment: { ...payment, effect: 'none' }, unlock: null }).headline).toBe(
    'counts_no_more',
  )
  expect(told({ payment, unlock: { state: 'confirmed', confirmedAt: at(9) } }).headline).toBe(
    'unlocked',
  )
  expect(told({ payment: { hasGoneBack: false }, opening: 'when_online' }).headline).toBe(
    'when_online',
  )
})

test('a payment that unlocks nothing says so, and promises nothing', () => {
  expect(told({ payment: { effect: 'none' }, unlock: null })).toMatchObject({
    headline: 'paid_without_unlock',
    states: ['done', 'done', 'not_needed', 'not_needed'],
    promisedBy: undefined,
    isFinal: true,
  })
})

test('a phone that needs no unlock is not promised one, and a missing unlock is not called done', () => {
  expect(told({ payment: { effect: 'release' }, unlock: null, isOpen: true }).headline).toBe(
    'paid_without_unlock',
  )
  expect(told({ payment: { effect: 'release' }, unlock: null })).toMatchObject({
    headline: 'preparing',
    states: ['done', 'done', 'now', 'waiting'],
  })
})

test('back from Stripe before Stripe has said how it ended: asked, and never sent to pay again', () => {
  const open = { state: 'open', paidAt: null, bookedAt: null, effect: null } as const
  const justBack = told({ payment: { ...open, checkoutReturnedAt: at(0) }, unlock: null })
  expect(justBack).toMatchObject({ headline: 'checking', moneyTaken: 'checking', isFinal: false })
  const never = told({ payment: { ...open, checkoutReturnedAt: null }, unlock: null })
  expect(never).toMatchObject({ headline: 'not_finished', moneyTaken: 'no' })
})
