import { expect, test } from 'vitest'
import { at, told } from './given-timeline.ts'

test('the happy way: paid, booked, sent, then the phone itself confirms', () => {
  expect(told()).toMatchObject({
    headline: 'unlocking',
    states: ['done', 'done', 'done', 'now'],
    advice: 'switch_on',
    isFinal: false,
  })
  const open = told({ unlock: { state: 'confirmed', confirmedAt: at(40) } })
  expect(open).toMatchObject({
    headline: 'unlocked',
    states: ['done', 'done', 'done', 'done'],
    isFinal: true,
    advice: 'none',
    offerCode: false,
  })
  expect(open.steps[3]).toEqual({
    name: 'phone_confirmed',
    state: 'done',
    note: 'phone_open',
    at: at(40),
  })
})

test('a phone that says it is open before the lock service has answered is open', () => {
  expect(
    told({ unlock: { state: 'confirmed', acceptedAt: null, confirmedAt: at(3) } }).states,
  ).toEqual(['done', 'done', 'done', 'done'])
})

test('accepted is not unlocked: no step is done without its evidence', () => {
  for (const state of ['requested', 'dispatching', 'retry_wait'] as const) {
    expect(told({ unlock: { state, acceptedAt: null } }).states).toEqual([
      'done',
      'done',
      'now',
      'waiting',
    ])
  }
  for (const state of ['accepted', 'delivered'] as const) {
    expect(told({ unlock: { state } }).states).toEqual(['done', 'done', 'done', 'now'])
  }
})

test('late is said as soon as the promise has run out, marked or not', () => {
  expect(told({ now: at(3_599) }).isLate).toBe(false)
  for (const given of [{ now: at(3_600) }, { unlock: { lateAt: at(30) } }]) {
    expect(told(given)).toMatchObject({
      headline: 'late',
      isLate: true,
      states: ['done', 'done', 'done', 'late'],
      isFinal: false,
    })
  }
  expect(
    told({ now: at(9_999), unlock: { state: 'retry_wait', acceptedAt: null } }).states,
  ).toEqual(['done', 'done', 'late', 'waiting'])
  expect(
    told({ now: at(9_999), unlock: { state: 'confirmed', confirmedAt: at(5_000) } }).headline,
  ).toBe('unlocked')
})

test('a voucher is to be paid at a shop as long as it can be; after that its money may be on its way', () => {
  const payment = {
    state: 'processing',
    paidAt: null,
    bookedAt: null,
    voucherUntil: at(100),
  } as const
  expect(told({ payment, unlock: null, now: at(99) })).toMatchObject({
    headline: 'voucher',
    moneyTaken: 'clearing',
    isFinal: false,
    notes: ['money_voucher', 'later', 'later', 'later'],
  })
  expect(told({ payment, unlock: null, now: at(100) })).toMatchObject({
    headline: 'voucher_over',
    isFinal: false,
    steps: [],
  })
  const debit = { ...payment, voucherUntil: null }
  expect(told({ payment: debit, unlock: null, now: at(99) }).headline).toBe('clearing')
})

test('a refusal is shown where it happened, and a person is named', () => {
  expect(
    told({ unlock: { state: 'rejected', acceptedAt: null, errorClass: 'not_found' } }),
  ).toMatchObject({
    headline: 'stopped',
    states: ['done', 'done', 'stopped', 'waiting'],
    advice: 'call',
    moneyTaken: 'yes',
  })
  for (const state of ['failed', 'expired'] as const) {
    expect(told({ unlock: { state } })).toMatchObject({
      headline: 'stopped',
      states: ['done', 'done', 'done', 'stopped'],
      advice: 'call',
    })
  }
})

test('a phone that a person unlocks by hand is with that person, not refused', () => {
  expect(
    told({ unlock: { state: 'rejected', acceptedAt: null, errorClass: 'needs_person' } }),
  ).toMatchObject({
    headline: 'with_person',
    states: ['done', 'done', 'now', 'waiting'],
    isFinal: false,
    // The promise was its lock service's: when a person gets to it, nobody knows.
    promisedBy: undefined,
  })
})

test('a phone without a lock service is with a person from the start, and is not said to speak', () => {
  const byHand = { isOpenedByHand: true, lastSeenAt: null }
  for (const state of ['requested', 'dispatching', 'rejected', 'expired'] as const) {
    expect(told({ ...byHand, unlock: { state, acceptedAt: null } })).toMatchObject({
      headline: 'with_person',
      notes: ['money_taken', 'booked', 'unlock_with_person', 'later'],
      states: ['done', 'done', 'now', 'waiting'],
      advice: 'wait',
      isByHand: true,
      offerCode: false,
      promisedBy: at(3_600),
    })
  }
  const open = { state: 'confirmed', acceptedAt: null, confirmedAt: at(900) } as const
  expect(told({ ...byHand, unlock: open })).toMatchObject({
    headline: 'unlocked',
    notes: ['money_taken', 'booked', 'unlock_by_hand', 'phone_seen_open'],
    isFinal: true,
  })
})

test('a person who is late is called: nothing else helps', () => {
  const unlock = { state: 'rejected', acceptedAt: null, errorClass: 'needs_person' } as const
  for (const isOpenedByHand of [true, false]) {
    expect(told({ isOpenedByHand, unlock, now: at(3_600) })).toMatchObject({
      headline: 'late',
      states: ['done', 'done', 'late', 'waiting'],
      advice: 'call',
      isLate: true,
      isFinal: false,
      promisedBy: undefined,
    })
  }
})

test('what helps at the phone is said before the lock service has taken the unlock, too', () => {
  for (const state of ['requested', 'dispatching', 'retry_wait'] as const)
    expect(told({ unlock: { state, acceptedAt: null } }).advice).toBe('switch_on')
  expect(told({ payment: { effect: 'release' }, unlock: null }).advice).toBe('wait')
})

test('a code is offered after five minutes, or at once for a phone not heard from', () => {
  expect(told({ now: at(300) }).offerCode).toBe(false)
  expect(told({ now: at(301) }).offerCode).toBe(true)
  expect(told({ lastSeenAt: at(60 - 15 * 60) }).offerCode).toBe(false)
  expect(told({ lastSeenAt: at(59 - 15 * 60) })).toMatchObject({
    offerCode: true,
    notes: ['money_taken', 'booked', 'unlock_accepted', 'phone_not_heard'],
  })
  expect(told({ lastSeenAt: null }).offerCode).toBe(true)
  expect(told({ payment: { effect: 'none' }, unlock: null, lastSeenAt: null }).offerCode).toBe(
    false,
  )
})

test('a phone that locked again after it was open says so', () => {
  expect(
    told({ unlock: { state: 'confirmed', confirmedAt: at(40), relockedAt: at(99) } }),
  ).toMatchObject({ headline: 'locked_again', advice: 'call' })
})

test('one that something else has opened since is open', () => {
  const unlock = { state: 'confirmed', confirmedAt: at(40), relockedAt: at(99) } as const
  expect(told({ unlock, isOpen: true })).toMatchObject({
    headline: 'open_again',
    advice: 'none',
    isFinal: true,
    notes: ['money_taken', 'booked', 'unlock_accepted', 'phone_open_again'],
  })
})

test('a release ends with the lock removed', () => {
  expect(
    told({ unlock: { intent: 'release', state: 'confirmed', confirmedAt: at(40) } }),
  ).toMatchObject({
    headline: 'released',
    notes: ['money_taken', 'booked', 'unlock_accepted', 'phone_released'],
  })
})

test('while the lock service is down nothing is called sent, and nothing is asked of whoever holds the phone', () => {
  for (const state of [
    'requested',
    'dispatching',
    'retry_wait',
    'accepted',
    'delivered',
  ] as const) {
    const now = told({ unlock: { state }, opening: 'service_down' })
    expect(now).toMatchObject({ headline: 'service_down', advice: 'wait', offerCode: false })
    expect(now.notes).toEqual(['money_taken', 'booked', 'unlock_service_down', 'later'])
    expect(now.states).toEqual(['done', 'done', 'now', 'waiting'])
  }
  const late = told({ opening: 'service_down', now: at(4_000) })
  expect(late).toMatchObject({ headline: 'late', advice: 'wait', offerCode: false, isLate: true })
  expect(
    told({ unlock: { state: 'confirmed', confirmedAt: at(9) }, opening: 'service_down' }),
  ).toMatchObject({
    headline: 'unlocked',
  })
})

test('a phone that was not heard from for long opens once it is online: no usual time is named', () => {
  for (const opening of ['when_online', 'offline_lock'] as const)
    expect(told({ opening, lastSeenAt: null })).toMatchObject({
      headline: 'when_online',
      advice: 'switch_on',
      offerCode: true,
    })
})

test('nobody is late with a phone that is offline: its time counts from when it is online', () => {
  for (const opening of ['when_online', 'offline_lock'] as const) {
    for (const given of [{ now: at(60) }, { now: at(99_999) }, { unlock: { lateAt: at(30) } }]) {
      const offline = told({ opening, lastSeenAt: null, ...given })
      expect(offline).toMatchObject({ headline: 'when_online', isLate: false })
      expect(offline).toMatchObject({ isPromisedOnline: true, promisedBy: undefined })
      expect(offline.states[3]).toBe('now')
    }
    const untaken = { unlock: { state: 'retry_wait', acceptedAt: null } } as const
    expect(told({ ...untaken, opening, now: at(4_000) })).toMatchObject({ headline: 'late' })
    const refused = { unlock: { state: 'failed' }, opening, now: at(4_000) } as const
    expect(told(refused).isLate).toBe(true)
  }
  expect(told({ now: at(4_000) })).toMatchObject({ headline: 'late', isPromisedOnline: false })
})

test('another lock is told, no time is promised for it, and a call is what helps', () => {
  const other = told({ opening: 'other_lock', lastSeenAt: null })
  expect(other).toMatchObject({ headline: 'other_lock', advice: 'call', offerCode: false })
  expect(other.promisedBy).toBeUndefined()
  expect(other.notes[3]).toBe('phone_other_lock')
  expect(told({ lastSeenAt: null })).toMatchObject({ headline: 'unlocking', offerCode: true })
})

test('paid ahead, an open phone stays open: it is told until when, and nothing is asked of whoever holds it', () => {
  const ahead = told({ isOpen: true, opening: 'open' })
  expect(ahead).toMatchObject({
    headline: 'stays_open',
    advice: 'none',
    offerCode: false,
    isFinal: false,
    isOpenAlready: true,
  })
  expect(ahead.notes).toEqual(['money_taken', 'booked', 'unlock_accepted', 'phone_stays_open'])
  expect(ahead.promisedBy).toBeUndefined()
  const done = { unlock: { state: 'confirmed', confirmedAt: at(9) } } as const
  expect(told({ ...done, isOpen: true, opening: 'open' })).toMatchObject({
    headline: 'unlocked',
    isFinal: true,
    isOpenAlready: false,
  })
})

test('our lock gone and another on the phone: the unlock is over, and the phone is not called open', () => {
  for (const intent of ['until', 'indefinite', 'release'] as const) {
    const unlock = { intent, state: 'confirmed', confirmedAt: at(40) } as const
    const other = told({ unlock, isOpen: true, opening: 'other_lock', now: at(4_000) })
    expect(other).toMatchObject({ headline: 'other_lock', advice: 'call', isLate: false })
    expect(other.steps[3]).toEqual({
      name: 'phone_confirmed',
      state: 'stopped',
      note: 'phone_only_other_lock',
      at: at(40),
    })
    const offline = told({ unlock, isOpen: true, opening: 'offline_lock', lastSeenAt: null })
    expect(offline).toMatchObject({
      headline: 'when_online',
      advice: 'switch_on',
      offerCode: false,
    })
    expect(offline.promisedBy).toBeUndefined()
    expect(offline.notes[3]).toBe('phone_offline_lock')
    expect(told({ unlock, isOpen: true, opening: 'open' }).isFinal).toBe(true)
  }
  const again = { state: 'confirmed', confirmedAt: at(40), relockedAt: at(99) } as const
  expect(told({ unlock: again, opening: 'other_lock' }).headline).toBe('locked_again')
})
