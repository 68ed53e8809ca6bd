import { expect, test } from 'vitest'
import { contrast, inkOn, isReadable, night, parseColour, white } from '#lib/domain/contrast.ts'

const grey = parseColour('#767676')

test('contrast is what WCAG 2.2 says: from 1 to 21, whichever colour comes first', () => {
  const black = parseColour('#000000')
  expect(contrast(white, black)).toBeCloseTo(21, 10)
  expect(contrast(black, white)).toBeCloseTo(21, 10)
  expect(contrast(grey, grey)).toBe(1)
})

test.for([
  ['#767676', 4.5422],
  ['#ff0000', 3.9985],
  ['#00ff00', 1.3722],
  ['#0000ff', 8.5925],
  ['#010101', 20.8734],
] as const)('white on %s has %s', ([hex, ratio]) => {
  expect(contrast(white, parseColour(hex))).toBeCloseTo(ratio, 3)
})

test('a colour is written on in white where white can be read, else in the dark', () => {
  expect(inkOn(grey)).toEqual(white)
  expect(inkOn(parseColour('#777777'))).toEqual(night)
  expect([isReadable('#767676'), isReadable('#777777'), isReadable('#ffffff')]).toEqual([
    true,
    false,
    true,
  ])
})
