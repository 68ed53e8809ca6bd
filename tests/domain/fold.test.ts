import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldNeighbours } from '#lib/domain/fold.ts'

const line = fc.record({ at: fc.nat(), says: fc.constantFrom('locked', 'open', null) })
const says = (one: { says: string | null }) => [one.says]

test('neighbours that say the same are one line, with the newest, the oldest and how many', () => {
  const at = (hour: number, said: string) => ({ hour, says: said })
  const told = [at(5, 'open'), at(4, 'locked'), at(3, 'locked'), at(2, 'open'), at(1, 'locked')]
  const folded = foldNeighbours(told, says)
  expect(folded.map(({ newest, oldest, count }) => [newest.hour, oldest.hour, count])).toEqual([
    [5, 5, 1],
    [4, 3, 2],
    [2, 2, 1],
    [1, 1, 1],
  ])
})

test('lines of several words say the same when each word is the same', () => {
  const words = (one: string[]) => one
  expect(
    foldNeighbours(
      [
        ['ab', 'c'],
        ['a', 'bc'],
        ['a', 'bc'],
      ],
      words,
    ),
  ).toMatchObject([{ count: 1 }, { count: 2 }])
})

test('any list: nothing is lost, the order stays, and no two neighbours say the same', () => {
  fc.assert(
    fc.property(fc.array(line), (told) => {
      const folded = foldNeighbours(told, says)
      const unfolded = folded.flatMap(({ newest, count }) => Array(count).fill(newest.says))
      expect(unfolded).toEqual(told.map((one) => one.says))
      for (const [index, { newest }] of folded.entries())
        if (index > 0) expect(newest.says).not.toBe(folded[index - 1]?.newest.says)
    }),
  )
})
