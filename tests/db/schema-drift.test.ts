import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaOf } from '#lib/db/generate-schema.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

test('the committed types are those of the migrated database', async () => {
  const committed = readFileSync('lib/db/schema.generated.ts', 'utf8')
  expect(committed).toBe(await schemaOf(process.env.DATABASE_URL ?? ''))
})
