import { expect, test } from 'vitest'
import { answers, isAnswer, isDrawn, screens } from '#lib/domain/lock/screens.ts'

test('an answer is one of those that are offered, whatever an object knows besides', () => {
  expect(Object.keys(answers).every(isAnswer)).toBe(true)
  expect(['', 'toString', '__proto__', 'Payment'].some(isAnswer)).toBe(false)
})

test('each has a picture but the two that no picture can show', () => {
  const drawn = Object.keys(answers).filter((text) => isAnswer(text) && isDrawn(text))
  expect(drawn).toEqual([...Object.keys(screens), 'apple', 'samsung'])
})
