import { expect, test } from 'vitest'
import {
  countsNoMore,
  hasOtherLock,
  hasVoucher,
  isVoucherOver,
} from '#lib/domain/timeline/facts.ts'
import { at, facts, told } from './given-timeline.ts'

test('a voucher can be paid until its moment, and is over from then on', () => {
  const seen = (seconds: number, state: 'processing' | 'open' = 'processing') => {
    const given = facts({ payment: { state, voucherUntil: at(100) }, now: at(seconds) })
    return [hasVoucher(given), isVoucherOver(given)]
  }
  expect([seen(99), seen(100), seen(101)]).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ])
  expect([seen(99, 'open'), seen(101, 'open')]).toEqual([
    [false, false],
    [false, false],
  ])
  const debit = facts({ payment: { state: 'processing' } })
  expect([hasVoucher(debit), isVoucherOver(debit)]).toEqual([false, false])
})

test('another lock stands in the way of an unlock that is on its way, and of nothing else', () => {
  const other = (given: Parameters<typeof facts>[0]) =>
    hasOtherLock(facts({ opening: 'other_lock', ...given }))
  expect([other({}), other({ unlock: null }), other({ opening: 'within_minutes' })]).toEqual([
    true,
    false,
    false,
  ])
  expect(other({ unlock: { state: 'confirmed', confirmedAt: at(3) } })).toBe(false)
})

test('money that went back counts no more, unless it was never booked or has opened the phone', () => {
  const back = (payment: object, unlock: object = {}) =>
    countsNoMore(facts({ payment: { hasGoneBack: true, ...payment }, unlock }))
  expect([back({}), back({ hasGoneBack: false })]).toEqual([true, false])
  expect([back({ bookedAt: null }), back({ state: 'set_aside' })]).toEqual([false, false])
  expect(back({}, { state: 'confirmed', confirmedAt: at(3) })).toBe(false)
})

test('a phone that opened once it was online is not promised to open once it is', () => {
  const waiting = { opening: 'when_online', lastSeenAt: null } as const
  expect(told(waiting)).toMatchObject({ headline: 'when_online', isPromisedOnline: true })
  const shut = { isOpen: true, opening: 'offline_lock', unlock: { state: 'confirmed' } } as const
  expect(told(shut)).toMatchObject({ headline: 'when_online', isPromisedOnline: false })
  expect(told({})).toMatchObject({ isPromisedOnline: false })
})

test('a page follows each change of what it shows', () => {
  const shown = [
    told({}),
    told({ now: at(4_000) }),
    told({ unlock: null }),
    told({ isOpen: true, opening: 'open' }),
  ]
  expect(new Set(shown.map(({ version }) => version)).size).toBe(shown.length)
})
