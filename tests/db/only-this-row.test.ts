import { expect, test } from 'vitest'
import { freshDatabase } from '#tests/support/database/database.ts'
import { blockLists } from './writes/block-lists.ts'
import { desk } from './writes/desk.ts'
import { faultsOf } from './writes/faults-of.ts'
import { hardship } from './writes/hardship.ts'
import { once } from './writes/once.ts'
import { payments } from './writes/payments.ts'
import { people } from './writes/people.ts'
import { unlocks } from './writes/unlocks.ts'

await freshDatabase()

const groups = { payments, unlocks, people, hardship, desk, blockLists, once }
const writes = Object.entries(groups).flatMap(([of, some]) =>
  Object.entries(some).map(([name, write]) => [of, name, write] as const),
)

test.each(writes)('of %s: %s writes the row that it is for, and no other', async (_, __, write) => {
  expect(await faultsOf(write)).toEqual([])
})
