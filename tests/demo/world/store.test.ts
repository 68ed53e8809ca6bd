import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { postgresStore } from '#lib/demo/world/store.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

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

test('while the database is away, what is put waits for it', async () => {
  const way = await wayToDatabase()
  const far = new pg.Pool({ connectionString: way.url })
  far.on('error', () => {})
  const store = await postgresStore(far)
  await way.close()
  const put = store.put('phone', 'patient', { at: 1 })
  await expect(far.query('select 1')).rejects.toThrow()
  expect(store.get('phone', 'patient')).toEqual({ at: 1 })
  await way.open()
  await put
  expect((await postgresStore(pool)).get('phone', 'patient')).toEqual({ at: 1 })
  await far.end()
  await way.close()
})

/** A port of ours that leads to the database, and can be shut. */
async function wayToDatabase() {
  const url = new URL(process.env.DATABASE_URL ?? '')
  const to = { host: url.hostname, port: Number(url.port) }
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(to)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  const open = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as { port: number }).port
  }
  const port = await open(0)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    open: () => open(port),
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
