import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { requireRights } from '#lib/db/own-rights.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase({ bystanders: false })

const guest = `guest_${process.pid}`
const run = (statements: string) => sql.raw(statements).execute(database())
const bothSchemas = ['public', 'graphile_worker']

beforeAll(() => run(`create role ${guest}`))
afterAll(() => run(`drop owned by ${guest}; drop role ${guest}`))

/** As somebody who was granted all that can be, and then `changed`. */
function asGuest(changed: string): Promise<void> {
  return database()
    .transaction()
    .execute(async (tx) => {
      for (const schema of bothSchemas)
        await sql
          .raw(
            `grant usage on schema ${schema} to ${guest}; grant all on all tables in schema ${schema} to ${guest}`,
          )
          .execute(tx)
      await sql.raw(changed).execute(tx)
      await sql.raw(`set local role ${guest}`).execute(tx)
      await requireRights(tx)
    })
    .finally(() => run(`alter role ${guest} nobypassrls`))
}

test('the owner may do everything', async () => {
  await expect(requireRights(database())).resolves.toBeUndefined()
})

test('so may somebody who was granted it and is free of row security', async () => {
  await expect(asGuest(`alter role ${guest} bypassrls`)).resolves.toBeUndefined()
})

test.each([
  ['row security', ''],
  [
    'a table that only reads',
    `alter role ${guest} bypassrls; revoke insert on loans from ${guest}`,
  ],
  ['one without changes', `alter role ${guest} bypassrls; revoke update on loans from ${guest}`],
  ['one that keeps all', `alter role ${guest} bypassrls; revoke delete on loans from ${guest}`],
  ['one that hides', `alter role ${guest} bypassrls; revoke select on loans from ${guest}`],
  [
    'a schema that is closed',
    `alter role ${guest} bypassrls; revoke usage on schema graphile_worker from ${guest}`,
  ],
])('%s is in the way of others', async (_, changed) => {
  await expect(asGuest(changed)).rejects.toMatchObject({ code: '42501' })
})
