import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { postgresStore } from '#lib/demo/world/store.ts'
import { freshDatabase } from '#tests/support/database.ts'

await freshDatabase()
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 })
afterAll(() => pool.end())

test('documents are there after a restart, oldest first', async () => {
  const store = await postgresStore(pool)
  await store.put('phone', 'b', { at: 1 })
  await store.put('phone', 'a', { at: 2 })
  await store.put('phone', 'b', { at: 3 })
  const again = await postgresStore(pool)
  expect(again.list('phone')).toEqual([{ at: 3 }, { at: 2 }])
  expect(again.get('phone', 'a')).toEqual({ at: 2 })
  expect(again.get('phone', 'c')).toBeUndefined()
})

test('of many writes at once the last one stays', async () => {
  const store = await postgresStore(pool)
  const writes = Array.from({ length: 200 }, (_, count) => store.put('phone', 'busy', { count }))
  await Promise.all(writes)
  expect((await postgresStore(pool)).get('phone', 'busy')).toEqual({ count: 199 })
})

test('what is kept is the document as it was when it was put', async () => {
  const store = await postgresStore(pool)
  const document = { count: 1 }
  const first = store.put('phone', 'later', document)
  document.count = 2
  await first
  expect((await postgresStore(pool)).get('phone', 'later')).toEqual({ count: 1 })
})
