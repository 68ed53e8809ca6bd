import { expect, test } from 'vitest'
import { isLonger } from '#lib/domain/identity/characters.ts'

test.for<[string, string]>([
  ['forty letters', 'x'.repeat(40)],
  ['forty emoji', '📱'.repeat(40)],
  ['forty emoji of several parts', '👩🏽‍🔧'.repeat(40)],
  ['forty letters with marks', 'කි'.repeat(40)],
  ['forty Arabic letters with their vowels', 'بَ'.repeat(40)],
])('%s are no more than forty characters, and one more is', ([, text]) => {
  expect(isLonger(text, 40)).toBe(false)
  expect(isLonger(`${text}x`, 40)).toBe(true)
})

test('a letter under a heap of marks is not one character of any length', () => {
  expect(isLonger(`a${'\u0301'.repeat(398)}`, 40)).toBe(false)
  expect(isLonger(`a${'\u0301'.repeat(400)}`, 40)).toBe(true)
})
