import { expect, test } from 'vitest'
import { isSaidOpen } from '#lib/domain/timeline/facts.ts'
import { at, facts, told } from './given-timeline.ts'

const opening = 'said_open'

test('a phone that its borrower says is open is waited for, is not late, and asks for nothing more', () => {
  for (const now of [at(60), at(9_999)])
    expect(told({ opening, now })).toMatchObject({
      headline: 'said_open',
      advice: 'none',
      offerCode: false,
      isLate: false,
      isFinal: false,
      promisedBy: undefined,
      states: ['done', 'done', 'done', 'now'],
      notes: ['money_taken', 'booked', 'unlock_accepted', 'phone_said_open'],
    })
})

test('what the phone says itself counts before what is said of it', () => {
  const confirmed = { state: 'confirmed', confirmedAt: at(40) } as const
  expect(told({ opening, unlock: confirmed })).toMatchObject({
    headline: 'unlocked',
    isFinal: true,
    notes: ['money_taken', 'booked', 'unlock_accepted', 'phone_open'],
  })
  expect(isSaidOpen(facts({ opening, unlock: confirmed }))).toBe(false)
  expect(isSaidOpen(facts({ opening, unlock: null }))).toBe(false)
})

test('without its word a phone is not said to be open', () => {
  expect(told()).toMatchObject({ headline: 'unlocking' })
  expect(told().notes[3]).toBe('phone_waiting')
})

test('a phone that stays open is told so in a step that goes on', () => {
  expect(told({ isOpen: true, opening: 'open' }).states[3]).toBe('now')
})

test('an open phone that another locks is not called open already', () => {
  const other = told({ isOpen: true, opening: 'other_lock' })
  expect(other).toMatchObject({ headline: 'other_lock', isOpenAlready: false })
})

test('while nothing is asked for yet, a service that is away changes no word', () => {
  const preparing = told({ unlock: null, opening: 'service_down' })
  expect(preparing).toMatchObject({ headline: 'preparing', advice: 'wait' })
})

test('the four steps keep their names while the money is being booked', () => {
  const booking = told({ payment: { bookedAt: null }, unlock: null })
  expect(booking.steps.map(({ name }) => name)).toEqual([
    ...['paid', 'booked', 'unlock_sent', 'phone_confirmed'],
  ])
})
