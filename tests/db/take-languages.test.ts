import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database, pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { languages } from '#lib/domain/languages.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase()

test('a language that is new in the list is taken by every column after a migration, and no other', async () => {
  const lender = await givenLender()
  const speak = (locale: string) =>
    sql`update lenders set locale = ${locale} where id = ${lender.id}`.execute(database())
  const before = await checks()
  expect(before.length).toBeGreaterThan(4)
  await migrate(pool())
  expect(await checks()).toEqual(before)

  await sql`alter table lenders drop constraint lenders_locale_check,
    add constraint lenders_locale_check check (locale in ('en', 'es'))`.execute(database())
  await expect(speak('ar')).rejects.toThrow('lenders_locale_check')
  await migrate(pool())
  for (const language of languages) await speak(language)
  await expect(speak('xx')).rejects.toThrow('lenders_locale_check')
  expect((await checks()).map(({ definition }) => definition)).toEqual(
    before.map(({ definition }) => definition),
  )
})

async function checks() {
  const { rows } = await sql<{ oid: number; definition: string }>`
    select oid, pg_get_constraintdef(oid) as definition from pg_constraint
     where conname like '%\\_locale\\_check' order by conrelid::regclass::text`.execute(database())
  return rows
}
