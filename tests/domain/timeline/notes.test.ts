import { describe, expect, test } from 'vitest'
import { isLateNow } from '#lib/domain/timeline/facts.ts'
import { at, facts, type Given, told } from './given-timeline.ts'

const unpaid = { paidAt: null, bookedAt: null, effect: null }
const rejected = { state: 'rejected', acceptedAt: null } as const
const confirmed = { state: 'confirmed', confirmedAt: at(40) } as const

test.for<[what: string, given: Given, steps: string[]]>([
  [
    'at Stripe',
    { payment: { ...unpaid, state: 'open' }, unlock: null },
    ['now money_pending', 'waiting later', 'waiting later', 'waiting later'],
  ],
  [
    'back before Stripe has said anything',
    { payment: { ...unpaid, state: 'opening', checkoutReturnedAt: at(0) }, unlock: null },
    ['now money_checking', 'waiting later', 'waiting later', 'waiting later'],
  ],
  [
    'money on its way',
    { payment: { ...unpaid, state: 'processing' }, unlock: null },
    ['now money_clearing', 'waiting later', 'waiting later', 'waiting later'],
  ],
  [
    'money set aside',
    { payment: { ...unpaid, state: 'set_aside' }, unlock: null },
    ['done money_set_aside', 'stopped not_booked', 'waiting later', 'waiting later'],
  ],
  [
    'paid, not booked yet, whatever is known of the lock',
    { payment: { ...unpaid, state: 'paid' }, unlock: confirmed },
    ['done money_taken', 'now booking', 'waiting later', 'waiting later'],
  ],
  [
    'not paid, whatever else is written of it',
    { payment: { state: 'processing', effect: 'none' }, unlock: confirmed },
    ['now money_clearing', 'waiting later', 'waiting later', 'waiting later'],
  ],
  [
    'too little to open',
    { payment: { effect: 'none' }, unlock: null },
    ['done money_taken', 'done booked', 'not_needed unlock_not_enough', 'not_needed later'],
  ],
  [
    'decided nothing',
    { payment: { effect: null }, unlock: null },
    ['done money_taken', 'done booked', 'not_needed unlock_not_enough', 'not_needed later'],
  ],
  [
    'open as it is',
    { unlock: null, isOpen: true },
    ['done money_taken', 'done booked', 'not_needed unlock_not_locked', 'not_needed later'],
  ],
  [
    'an unlock to be made',
    { unlock: null },
    ['done money_taken', 'done booked', 'now unlock_preparing', 'waiting later'],
  ],
  [
    'an unlock that nobody needs any more',
    { unlock: { state: 'superseded' } },
    ['done money_taken', 'done booked', 'not_needed unlock_not_enough', 'not_needed later'],
  ],
  [
    'sending',
    { unlock: { state: 'dispatching', acceptedAt: null } },
    ['done money_taken', 'done booked', 'now unlock_sending', 'waiting later'],
  ],
  [
    'sending again',
    { unlock: { state: 'retry_wait', acceptedAt: null, errorClass: 'needs_person' } },
    ['done money_taken', 'done booked', 'now unlock_retrying', 'waiting later'],
  ],
  [
    'taken by a service that did not say when',
    { unlock: { state: 'accepted', acceptedAt: null } },
    ['done money_taken', 'done booked', 'done unlock_accepted', 'now phone_waiting'],
  ],
  [
    'with the phone',
    { unlock: { state: 'delivered', acceptedAt: null } },
    ['done money_taken', 'done booked', 'done unlock_accepted', 'now phone_waiting'],
  ],
  [
    'refused',
    { unlock: rejected },
    ['done money_taken', 'done booked', 'stopped unlock_refused', 'waiting later'],
  ],
  [
    'taken, and refused after that',
    { unlock: { state: 'rejected' } },
    ['done money_taken', 'done booked', 'done unlock_accepted', 'stopped phone_stopped'],
  ],
  [
    'taken, and failed',
    { unlock: { state: 'failed' } },
    ['done money_taken', 'done booked', 'done unlock_accepted', 'stopped phone_stopped'],
  ],
  [
    'locked again',
    { unlock: { ...confirmed, relockedAt: at(99) } },
    ['done money_taken', 'done booked', 'done unlock_accepted', 'stopped phone_locked_again'],
  ],
  [
    'opened by a person',
    { unlock: { ...confirmed, acceptedAt: null }, isOpenedByHand: true },
    ['done money_taken', 'done booked', 'done unlock_by_hand', 'done phone_seen_open'],
  ],
])('%s', ([, given, steps]) => {
  expect(told(given).steps.map(({ state, note }) => `${state} ${note}`)).toEqual(steps)
})

test('each step that is done says when', () => {
  const times = (given: Given) => told(given).steps.map((step) => step.at?.toString())
  const [paid, booked, taken, open] = [at(0), at(1), at(2), at(40)].map(String)
  expect(times({ unlock: confirmed })).toEqual([paid, booked, taken, open])
  // That the phone is open shows that the service has taken it.
  const unheard = { ...confirmed, acceptedAt: null }
  expect(times({ unlock: unheard })).toEqual([paid, booked, open, open])
  const again = { ...confirmed, relockedAt: at(99) }
  expect(times({ unlock: again })[3]).toBe(at(99).toString())
})

test('a promise is told while it runs and somebody keeps it', () => {
  const promised = (given: Given) => told(given).promisedBy?.toString()
  const deadline = at(3_600).toString()
  expect(promised({})).toBe(deadline)
  const byHand = { ...rejected, errorClass: 'needs_person' }
  expect(promised({ unlock: byHand, isOpenedByHand: true })).toBe(deadline)
  expect(promised({ unlock: byHand })).toBeUndefined()
  expect(promised({ unlock: rejected })).toBeUndefined()
  expect(promised({ unlock: confirmed })).toBeUndefined()
  expect(promised({ now: at(3_600) })).toBeUndefined()
})

test('while a page can still change it says so', () => {
  expect(told({ unlock: rejected }).isFinal).toBe(false)
  const booking = told({ payment: { ...unpaid, state: 'paid' }, unlock: null })
  expect(booking).toMatchObject({ headline: 'booking', isFinal: false })
  expect(told({ unlock: { state: 'superseded' } })).toMatchObject({
    headline: 'paid_without_unlock',
    isFinal: true,
  })
})

test('a code is worth offering for a refused unlock, and not before there is one', () => {
  expect(told({ unlock: rejected, lastSeenAt: null }).offerCode).toBe(true)
  expect(told({ unlock: null, lastSeenAt: null }).offerCode).toBe(false)
})

test('a refused unlock that needs a hand is opened by hand', () => {
  expect(told({ unlock: { ...rejected, errorClass: 'needs_person' } }).isByHand).toBe(true)
  expect(told({ unlock: rejected }).isByHand).toBe(false)
})

test('a phone that is open is late no more', () => {
  expect(isLateNow(facts({ unlock: confirmed, now: at(9_999) }))).toBe(false)
  expect(isLateNow(facts({ unlock: null, now: at(9_999) }))).toBe(false)
})

describe('the version of a page', () => {
  const version = (given: Given) => told(given).version

  test('is another when any of its words is', () => {
    const pages: Given[] = [
      {},
      { lastSeenAt: null },
      { now: at(3_600) },
      { unlock: { state: 'dispatching', acceptedAt: null } },
      { unlock: { state: 'retry_wait', acceptedAt: null } },
      { unlock: confirmed },
    ]
    expect(new Set(pages.map(version)).size).toBe(pages.length)
  })

  test('stays while nothing on it changes', () => {
    expect(version({ now: at(61) })).toBe(version({ now: at(60) }))
  })
})
