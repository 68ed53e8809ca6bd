import { sql } from 'kysely'
import { languages } from '#lib/domain/languages.ts'
import type { Database } from './client.ts'

const listed = languages.map((language) => `'${language}'::text`).join(', ')
const check = `CHECK ((locale = ANY (ARRAY[${listed}])))`

/** Has every column of a language take those we speak: `languages` is the only list of them. */
export async function takeLanguages(db: Database): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    select conrelid::regclass::text as "table", conname as name from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'c' and conname like '%\\_locale\\_check'
       and pg_get_constraintdef(oid) <> ${check}`.execute(db)
  for (const { table, name } of rows)
    await sql
      .raw(`alter table ${table} drop constraint ${name}, add constraint ${name} ${check}`)
      .execute(db)
}
