import { expect, test } from 'vitest'
import { retryAfter } from '#lib/domain/retry.ts'

test('what was not taken is tried again after 30 s, then twice as long each time, and at least once an hour', () => {
  const waits = [1, 2, 3, 7, 8, 9, 5_000].map((attempts) => retryAfter(attempts).seconds)
  expect(waits).toEqual([30, 60, 120, 1_920, 3_600, 3_600, 3_600])
})
