import { expect, test } from 'vitest'

const [day, other] = ['2026-11-29', '2026-11-30'].map((text) => Temporal.PlainDate.from(text))
const [moment, later] = ['2026-11-29T10:00Z', '2026-11-29T10:00:00.001Z'].map((text) =>
  Temporal.Instant.from(text),
)

test.for([
  ['another day', other, day],
  ['a moment a thousandth of a second later', later, moment],
  ['nothing', undefined, day],
  ['null', null, moment],
  ['a number', 5, moment],
  ['its text', '2026-11-29', day],
  ['a day with a time', day?.toPlainDateTime(), day],
])('where a date is expected, %s is told apart, also within an object', ([, found, expected]) => {
  expect(() => expect({ on: found }).toMatchObject({ on: expected })).toThrow()
  expect(() => expect([{ on: found }]).toMatchObject([{ on: expected }])).toThrow()
  expect(() => expect({ on: found }).toEqual({ on: expected })).toThrow()
  expect(() => expect(found).toEqual(expected)).toThrow()
  expect({ on: found }).not.toMatchObject({ on: expected })
})

test('the same date is the same', () => {
  const same = Temporal.PlainDate.from('2026-11-29')
  expect(same).toEqual(day)
  expect([{ on: same, more: 1 }]).toMatchObject([{ on: day }])
})
