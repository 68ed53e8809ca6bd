import { expect, test } from 'vitest'
import { mayOpenLinks, noteWrongLink } from '#lib/accounts/limits.ts'
import { freshDatabase } from '#tests/support/database.ts'

await freshDatabase()

test('an address that tried sixty wrong pay links opens none for an hour; others are not held up', async () => {
  for (let tried = 0; tried < 59; tried += 1) await noteWrongLink('203.0.113.7')
  expect(await mayOpenLinks('203.0.113.7')).toBe(true)
  await noteWrongLink('203.0.113.7')
  expect(await mayOpenLinks('203.0.113.7')).toBe(false)
  expect(await mayOpenLinks('203.0.113.8')).toBe(true)
})
