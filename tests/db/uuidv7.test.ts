import { expect, test } from 'vitest'
import { pool } from '#lib/db/client.ts'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

test('identifiers are of version 7 and of their time, the server’s own or ours', async () => {
  await defineUuidv7(pool())
  const { rows } = await pool().query<{ id: string; here: number }>(
    'select uuidv7() as id, extract(epoch from clock_timestamp())::float8 as here from generate_series(1, 200)',
  )
  for (const { id, here } of rows) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(Math.abs(at - here * 1000)).toBeLessThan(5_000)
  }
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})
