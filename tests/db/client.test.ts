import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createDatabase, createPool, pool } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()
const url = process.env.DATABASE_URL ?? ''
const admin = createPool(url, 1)
// As a server may be set up, or whoever runs it.
for (const setting of ["datestyle = 'SQL, DMY'", "timezone = 'Africa/Cairo'"])
  await admin.query(`alter database ${new URL(url).pathname.slice(1)} set ${setting}`)
await admin.end()
const pools = [createPool(url, 1), createPool(url, 1, { driverTypes: true })] as const
afterAll(() => Promise.all(pools.map((pool) => pool.end())))

const at = '2026-03-04T21:30:15.25Z'
const moments = sql<{ day: unknown; at: unknown; written: string }>`
  select date '2026-03-04' as day, ${at}::timestamptz as at, (date '2026-03-04')::text as written`

test('days and moments are read as they are, whatever the server writes them like', async () => {
  const { rows } = await moments.execute(createDatabase(pools[0]))
  expect(rows).toEqual([
    {
      day: Temporal.PlainDate.from('2026-03-04'),
      at: Temporal.Instant.from(at),
      written: '2026-03-04',
    },
  ])
})

test('and so by libraries that read with the driver’s own types', async () => {
  const { rows } = await pools[1].query("select timestamptz '2026-03-04T21:30:15.25Z' as at")
  expect(rows).toEqual([{ at: new Date(at) }])
})

test.for([
  ['statement_timeout', '1min'],
  ['lock_timeout', '1min'],
  ['idle_in_transaction_session_timeout', '30s'],
] as const)('the product’s connections have a %s, as it was set', async ([name, value]) => {
  const { rows } = await pool().query(`show ${name}`)
  expect(rows).toEqual([{ [name]: value }])
})
