import { expect, test } from 'vitest'
import {
  closedDays,
  daysOf,
  hoursAt,
  type OpeningSpan,
  readClockTime,
  spanFault,
} from '#lib/domain/opening-hours.ts'

type Day = OpeningSpan['fromDay']
const span = (fromDay: Day, toDay: Day, opens = '09:00', closes = '17:00'): OpeningSpan => ({
  fromDay,
  toDay,
  opens,
  closes,
})

test('days go from the first to the last, over the end of the week too', () => {
  expect(daysOf(span('mon', 'wed'))).toEqual(['mon', 'tue', 'wed'])
  expect(daysOf(span('sat', 'mon'))).toEqual(['sat', 'sun', 'mon'])
  expect(daysOf(span('fri', 'fri'))).toEqual(['fri'])
  expect(closedDays([span('sat', 'wed'), span('fri', 'fri')])).toEqual(['thu'])
})

test('spans end after they begin, and meet no other of a day', () => {
  expect(spanFault([span('mon', 'fri')], 0)).toBeUndefined()
  expect(spanFault([span('mon', 'fri', '17:00', '09:00')], 0)).toBe('not_after_the_first')
  expect(spanFault([span('mon', 'fri', '18:00', '00:00')], 0)).toBeUndefined()
  const midday = [span('mon', 'fri', '09:00', '12:00'), span('mon', 'fri', '12:00', '17:00')]
  expect(spanFault(midday, 1)).toBeUndefined()
  expect(spanFault([...midday, span('fri', 'sun', '16:59', '20:00')], 2)).toBe('overlaps')
  expect(spanFault([...midday, span('sat', 'sun')], 2)).toBeUndefined()
})

test('a place has the spans of its name, and its words', () => {
  const spans = [
    { ...span('mon', 'fri'), place: 'Fort' },
    { ...span('sat', 'sat'), place: 'Galle' },
  ]
  expect(hoursAt(spans, { name: 'Galle', hours: 'Sat' })).toEqual({
    spans: [spans[1]],
    note: 'Sat',
  })
  expect(hoursAt(spans, { name: 'Kandy' })).toEqual({ spans: [], note: '' })
})

test.each([
  ['9', '09:00'],
  ['9:30', '09:30'],
  [' 17.45 ', '17:45'],
  ['00:00', '00:00'],
  ['24:00', undefined],
  ['9:60', undefined],
  ['nine', undefined],
])('%j is read as %j', (typed, time) => {
  expect(readClockTime(typed)).toBe(time)
})
