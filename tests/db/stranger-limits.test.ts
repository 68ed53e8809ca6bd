import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { limitBuyerReports, limitNames, limitStatements } from '#lib/db/stranger-limits.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

/** How many are let through before the first is not. */
async function mostOf(take: () => Promise<{ ok: boolean }>): Promise<number> {
  for (let taken = 0; ; taken += 1) if (!(await take()).ok) return taken
}

test('an address writes to one lender a few times an hour; another lender and another address are free', async () => {
  const [lender, other] = [randomUUID(), randomUUID()]
  expect(await mostOf(() => limitBuyerReports(lender, '192.0.2.1'))).toBe(8)
  expect(await limitBuyerReports(other, '192.0.2.1')).toEqual({ ok: true })
  expect(await limitBuyerReports(lender, '192.0.2.2')).toEqual({ ok: true })
})

test('names are asked for as often as a whole network of people may', async () => {
  expect(await mostOf(() => limitNames('192.0.2.3'))).toBe(300)
  expect(await limitNames('192.0.2.4')).toEqual({ ok: true })
})

test('a phone is stated of twenty times a day', async () => {
  const phone = randomUUID()
  expect(await mostOf(() => limitStatements(phone))).toBe(20)
  expect(await limitStatements(randomUUID())).toEqual({ ok: true })
})
