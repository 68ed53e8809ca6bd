import { expect, test } from 'vitest'
import { freshDatabase } from '#tests/support/database/database.ts'
import { borrowers } from './reads/borrowers.ts'
import { desk } from './reads/desk.ts'
import { doors } from './reads/doors.ts'
import { faultsOf } from './reads/faults-of.ts'
import { money } from './reads/money.ts'
import { strangers } from './reads/strangers.ts'

await freshDatabase()

const groups = { borrowers, desk, money, doors, strangers }
const reads = Object.entries(groups).flatMap(([of, some]) =>
  Object.entries(some).map(([name, read]) => [of, name, read] as const),
)

test.each(reads)('of %s: %s reads what is theirs, and nobody else’s', async (_, __, read) => {
  expect(await faultsOf(read)).toEqual([])
})
