import { expect, test } from 'vitest'
import type { Attempt } from '#lib/domain/money/attempt.ts'
import { besidesLive, type Live, liveOf, placeOf } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { givenShownPhone } from '#tests/app/given-phone.ts'

const now = Temporal.Instant.from('2026-11-30T06:00:00Z')
const today = Temporal.PlainDate.from('2026-11-30')
const timeZone = 'Asia/Colombo'

const attempt: Attempt = {
  paymentId: 'p1',
  state: 'processing',
  payLinkId: null,
  method: null,
  amountMinor: 900_00n,
  currency: 'LKR',
  owedMinor: null,
  startedAt: now.subtract({ hours: 2 }),
  expiresAt: null,
  atCheckoutSince: null,
  checkoutReturnedAt: null,
}
const voucher = { ...attempt, expiresAt: now.add({ hours: 48 }) }
const promise = { id: 'pr', currency: 'LKR', amountMinor: 900_00n, dueOn: today.add({ days: 4 }) }
const untilAt = now.add({ hours: 24 })
const liveUnlock = {
  reference: 'U',
  state: 'accepted' as const,
  deadlineAt: untilAt,
  lateAt: null,
  paymentId: 'p1',
}

/** What is under way, the most urgent first; each is added to all that come after it. */
const ladder: [kind: Live['kind'], facts: Partial<Phone>][] = [
  ['money', { attempts: [attempt] }],
  ['offer', { offer: { planId: 'pl', validUntil: today.add({ days: 3 }) } }],
  ['answered', { hold: { reason: 'dispute_answered', untilAt } }],
  ['voucher', { attempts: [voucher] }],
  ['return', { handBack: { returnId: 're', isSettled: false } }],
  ['reported', { saidPaidAt: now }],
  ['promise', { promise }],
  ['plan', { plan: { planId: 'pl', state: 'asked' } }],
]

function leading(phone: Phone) {
  return liveOf(phone, phoneStatus(phone, { now, timeZone }), { now, today })
}

test('of all that is under way for a phone one thing leads, and is not said again beside it', () => {
  expect(leading(givenShownPhone())).toBeUndefined()
  let facts: Partial<Phone> = {}
  for (const [kind, more] of ladder.toReversed()) {
    facts = { ...facts, ...more }
    const phone = givenShownPhone(facts)
    const live = leading(phone)
    expect(live?.kind).toBe(kind)
    const next = live && leading(besidesLive(phone, live))
    if (kind !== 'answered' && kind !== 'reported') expect(next?.kind).not.toBe(kind)
  }
})

test('a payment that opens the phone is followed by the phone itself', () => {
  expect(leading(givenShownPhone({ promise, liveUnlock }))).toBeUndefined()
  expect(
    leading(givenShownPhone({ promise, liveUnlock: { ...liveUnlock, paymentId: null } }))?.kind,
  ).toBe('promise')
})

test('a voucher whose time is over, and one that other money has overtaken, lead nobody to a shop', () => {
  const over = { ...voucher, expiresAt: now.subtract({ hours: 1 }) }
  const overtaken = { ...voucher, owedMinor: 999_999_00n }
  expect(leading(givenShownPhone({ attempts: [over] }))).toBeUndefined()
  expect(leading(givenShownPhone({ attempts: [overtaken] }))).toBeUndefined()
  expect(leading(givenShownPhone({ attempts: [voucher] }))?.kind).toBe('voucher')
})

test('of two vouchers one leads, and the other is said beside it; money on its way leads before both', () => {
  const second = { ...voucher, paymentId: 'p2', expiresAt: now.add({ hours: 24 }) }
  const phone = givenShownPhone({ attempts: [second, voucher] })
  const live = leading(phone)
  expect(live).toMatchObject({ kind: 'voucher', beside: { attempt: second } })
  expect(live && besidesLive(phone, live).attempts).toEqual([voucher])
  const debit = { ...attempt, paymentId: 'p3' }
  const both = givenShownPhone({ attempts: [second, voucher, debit] })
  expect(leading(both)).toMatchObject({ kind: 'money', beside: { attempt: debit } })
})

test('a plan leads while nothing of it is due; then paying does', () => {
  const plan = { planId: 'pl', state: 'active' as const }
  const ahead = [{ number: 1, dueOn: today.add({ days: 9 }), amountMinor: 900_00n }]
  const due = [{ number: 1, dueOn: today, amountMinor: 900_00n }]
  const late = [{ number: 1, dueOn: today.subtract({ days: 1 }), amountMinor: 900_00n }]
  const of = (schedule: typeof due) =>
    leading(givenShownPhone({ plan, schedule, outstandingMinor: 900_00n }))
  expect(of(ahead)?.kind).toBe('plan')
  expect(of(due)).toBeUndefined()
  expect(of(late)).toBeUndefined()
})

test('among several phones, what must not be paid twice or waits for an answer comes first, what only runs last', () => {
  const late = [{ number: 1, dueOn: today.subtract({ days: 9 }), amountMinor: 900_00n }]
  const owing = { schedule: late, outstandingMinor: 900_00n }
  const phones = {
    paid: givenShownPhone({ lockState: 'unlocked', schedule: [], outstandingMinor: 0n }),
    promised: givenShownPhone({ ...owing, promise, lockState: 'unlocked' }),
    late: givenShownPhone({ ...owing, lockState: 'unlocked' }),
    locked: givenShownPhone({ ...owing, lockState: 'locked' }),
    offered: givenShownPhone({ ...owing, offer: { planId: 'pl', validUntil: today } }),
    clearing: givenShownPhone({ ...owing, attempts: [attempt] }),
    // What is being opened, by a promise as by a payment, leads until it is open.
    opening: givenShownPhone({ ...owing, promise, liveUnlock: { ...liveUnlock, paymentId: null } }),
  }
  const places = Object.entries(phones).map(([name, phone]) => {
    const status = phoneStatus(phone, { now, timeZone })
    return { name, place: placeOf(leading(phone), status) }
  })
  expect(places.toSorted((a, b) => a.place - b.place).map(({ name }) => name)).toEqual([
    'clearing',
    'offered',
    'opening',
    'locked',
    'late',
    'promised',
    'paid',
  ])
})

test('a phone whose payment has come and that is being opened comes before one that is locked', () => {
  const late = [{ number: 1, dueOn: today.subtract({ days: 9 }), amountMinor: 900_00n }]
  const place = (phone: Phone) => placeOf(leading(phone), phoneStatus(phone, { now, timeZone }))
  const paid = givenShownPhone({ schedule: [], outstandingMinor: 0n, liveUnlock })
  const locked = givenShownPhone({ schedule: late, outstandingMinor: 900_00n })
  expect(place(paid)).toBeLessThan(place(locked))
})
