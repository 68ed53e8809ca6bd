import { expect, test } from 'vitest'
import { batched } from '#lib/db/batched.ts'

test('what arrives while a round is under way shares the next, and each caller gets its own answer', async () => {
  const rounds: number[][] = []
  const double = batched(async (numbers: number[]) => {
    rounds.push(numbers)
    await Promise.resolve()
    return numbers.map((number) => number * 2)
  }, 3)
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10])
  expect(rounds).toEqual([[1], [2, 3, 4], [5]])
})

test('one bad item fails alone', async () => {
  const positive = batched(async (numbers: number[]) => {
    if (numbers.some((number) => number < 0)) throw new Error('negative')
    return numbers
  })
  const results = await Promise.allSettled([1, -2, 3].map(positive))
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
