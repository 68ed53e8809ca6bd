import { expect, test } from 'vitest'
import { at, told } from './given-timeline.ts'

test('a voucher that asks for more than is owed leads nowhere, and is said so', () => {
  const payment = {
    state: 'processing',
    paidAt: null,
    bookedAt: null,
    effect: null,
    voucherUntil: at(100),
  } as const
  for (const stillNeeded of ['none', 'part'] as const)
    expect(told({ payment: { ...payment, stillNeeded }, unlock: null })).toMatchObject({
      headline: `voucher_${stillNeeded}`,
      steps: [],
    })
  expect(told({ payment: { ...payment, stillNeeded: 'whole' }, unlock: null })).toMatchObject({
    headline: 'voucher',
    states: ['now', 'waiting', 'waiting', 'waiting'],
  })
  // Paid, or past its day, it is no voucher any more.
  const past = { ...payment, voucherUntil: at(60), stillNeeded: 'none' } as const
  expect(told({ payment: past, unlock: null }).headline).toBe('voucher_over')
  const paid = { ...payment, state: 'paid', paidAt: at(0), stillNeeded: 'none' } as const
  expect(told({ payment: paid, unlock: null }).headline).toBe('booking')
  expect(told({ payment: paid, unlock: null }).notes[0]).toBe('money_taken')
})

test('where nothing is to be opened only the money is told of until it is booked', () => {
  const payment = { state: 'paid', bookedAt: null } as const
  for (const opening of ['open', 'released', 'returned'] as const)
    expect(told({ payment, unlock: null, opening }).steps).toHaveLength(2)
  for (const opening of ['other_lock', 'offline_lock'] as const) {
    expect(told({ payment, unlock: null, isOpen: true, opening }).steps).toHaveLength(2)
    expect(told({ payment, unlock: null, opening }).steps).toHaveLength(4)
  }
  expect(told({ payment, unlock: null, opening: 'within_minutes' }).steps).toHaveLength(4)
})

test('what is open, for now or for good, only stays so', () => {
  for (const opening of ['open', 'released'] as const)
    expect(told({ opening })).toMatchObject({ isOpenAlready: true })
  for (const opening of ['within_minutes', 'returned', 'other_lock'] as const)
    expect(told({ opening })).toMatchObject({ isOpenAlready: false })
})

test('open again after its lock is open, by whoever saw it', () => {
  const unlock = { state: 'confirmed', confirmedAt: at(10), relockedAt: at(20) } as const
  expect(told({ unlock, isOpen: true })).toMatchObject({
    states: ['done', 'done', 'done', 'done'],
    notes: expect.arrayContaining(['phone_open_again']),
  })
  expect(told({ unlock, isOpen: true, isOpenedByHand: true }).notes).toContain('phone_seen_open')
  expect(told({ unlock }).states.at(-1)).toBe('stopped')
})

test('beside another lock our part is over; without a network it still waits', () => {
  const unlock = { state: 'confirmed', confirmedAt: at(10) } as const
  const last = (opening: 'offline_lock' | 'other_lock') =>
    told({ unlock, isOpen: true, opening }).steps.at(-1)
  expect(last('offline_lock')).toMatchObject({ state: 'now', note: 'phone_offline_lock' })
  expect(last('other_lock')).toMatchObject({ state: 'stopped', note: 'phone_only_other_lock' })
})

test('a payment that needed no unlock never calls a phone with another lock not locked', () => {
  const third = (opening: 'open' | 'released' | 'other_lock' | 'offline_lock') =>
    told({ unlock: null, isOpen: true, opening }).steps.map(
      (step) => `${step.state} ${step.note}`,
    )[2]
  expect(third('other_lock')).toBe('not_needed phone_only_other_lock')
  expect(third('offline_lock')).toBe('not_needed phone_offline_lock')
  for (const opening of ['open', 'released'] as const)
    expect(third(opening)).toBe('not_needed unlock_not_locked')
})

test('where another lock is on it, the phone is not said to open next', () => {
  const payment = { state: 'paid', bookedAt: null } as const
  const last = (opening: 'other_lock' | 'within_minutes') =>
    told({ payment, unlock: null, opening }).notes.at(-1)
  expect(last('other_lock')).toBe('phone_other_lock')
  expect(last('within_minutes')).toBe('later')
})

test('what its page said would open nothing names no opening before it is booked', () => {
  const steps = (payment: object) =>
    told({
      payment: { state: 'open', paidAt: null, bookedAt: null, effect: null, ...payment },
      unlock: null,
    }).steps.map(({ name }) => name)
  expect(steps({ saidEffect: null })).toEqual(['paid', 'booked'])
  expect(steps({ saidEffect: null, state: 'processing' })).toEqual(['paid', 'booked'])
  expect(steps({ saidEffect: 'until' })).toHaveLength(4)
  // Booked, it says what the ledger made of it.
  const booked = told({ payment: { saidEffect: null, effect: 'until' } })
  expect(booked.steps).toHaveLength(4)
})
