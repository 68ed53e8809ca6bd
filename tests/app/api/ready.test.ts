import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { GET as ready } from '#app/api/health/ready/route.ts'
import { pool } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()
log.level = 'silent'
const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)

/** A setting of this database for every connection from now on. */
async function set(setting: string): Promise<void> {
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(`alter database ${name} ${setting}`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    name,
  ])
  await admin.end()
  await sleep(1_100)
}

const guest = `guest_${process.pid}`
pool().on('error', () => {})
beforeAll(() => pool().query(`create role ${guest}; ${granted('all')}`))
afterAll(() => pool().query(`drop owned by ${guest}; drop role ${guest}`))
afterEach(() => set('reset all'))

function granted(rights: string): string {
  return ['public', 'graphile_worker']
    .map(
      (schema) => `grant usage on schema ${schema} to ${guest};
        grant ${rights} on all tables in schema ${schema} to ${guest};
        grant all on all sequences in schema ${schema} to ${guest};`,
    )
    .join('')
}

test('a database that writes is ready, however often it is asked', async () => {
  for (let time = 0; time < 5; time += 1) expect((await ready()).status).toBe(200)
  const { rows } = await pool().query("select key from rate_limits where key = 'ready'")
  expect(rows).toHaveLength(1)
})

test.for([
  ['that only reads', 'set default_transaction_read_only = on'],
  // Row security keeps the queue's tables from whoever is not their owner.
  ['that lets us write only what is not the queue', `set role = '${guest}'`],
  ['whose disk has no room for a file', "set temp_file_limit = '64kB'"],
])('a database %s is not ready', async ([, setting]) => {
  await set(setting ?? '')
  const answer = await ready()
  expect([answer.status, await answer.text()]).toEqual([503, 'the database does not write'])
})
