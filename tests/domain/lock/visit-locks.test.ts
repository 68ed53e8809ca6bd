import { expect, test } from 'vitest'
import { answers } from '#lib/domain/lock/screens.ts'
import { isLetterLock, isVisitLock, letterTo, visitLocks } from '#lib/domain/lock/visit-locks.ts'

test('a page to take along is for what paying does not open', () => {
  const closed = Object.entries(answers)
    .filter(([, verdict]) => verdict === 'paying_does_not_open')
    .map(([name]) => name)
  expect([...visitLocks].toSorted()).toEqual([...closed, 'none'].toSorted())
  expect(isVisitLock('payment')).toBe(false)
  expect(isVisitLock('toString')).toBe(false)
})

test('a letter goes to whose account it is, else to whoever made the phone', () => {
  expect(letterTo('xiaomi', 'Redmi')).toBe('Xiaomi')
  expect(letterTo('google', 'Nokia')).toBe('Nokia')
  expect(isLetterLock('pin')).toBe(false)
  expect(isLetterLock('lost')).toBe(true)
})
