import { expect, test } from 'vitest'
import { listingDayFault, listingState } from '#lib/domain/block-listing.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const listed = { listedOn: day('2026-11-10'), removalRequestedOn: null, removedOn: null }
const requested = { ...listed, removalRequestedOn: day('2026-11-20') }
const removed = { ...requested, removedOn: day('2026-11-25') }

test.each([
  [listed, false, 'stands'],
  [listed, true, 'to_remove'],
  [requested, true, 'requested'],
  [requested, false, 'requested'],
  [removed, true, 'removed'],
  [removed, false, 'removed'],
  [{ ...removed, removalRequestedOn: null }, true, 'removed'],
] as const)('%o, with nothing owed: %s, is %s', (listing, isOver, state) => {
  expect(listingState(listing, { isOver })).toBe(state)
})

test.each([
  ['2026-12-01', undefined],
  ['2026-11-10', undefined],
  ['2026-12-02', 'in_the_future'],
  ['2026-11-09', 'before_it_was_listed'],
])('what happened with a list on %s: %s', (on, fault) => {
  const today = day('2026-12-01')
  expect(listingDayFault(day(on), { ...listed, today })).toBe(fault)
})

test('a day on which it was put there is only not to come', () => {
  const today = day('2026-12-01')
  expect(listingDayFault(day('1999-01-01'), { today })).toBeUndefined()
  expect(listingDayFault(today, { today })).toBeUndefined()
  expect(listingDayFault(day('2026-12-02'), { today })).toBe('in_the_future')
})
