import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { languages } from '#lib/domain/languages.ts'

const committed = new URL('./schema.generated.ts', import.meta.url)
const checkedText = `
  select rel.relname as "table", att.attname as "column", pg_get_constraintdef(con.oid) as definition
    from pg_constraint con
    join pg_class rel on rel.oid = con.conrelid
    join pg_attribute att on att.attrelid = rel.oid and att.attnum = con.conkey[1]
   where con.contype = 'c' and array_length(con.conkey, 1) = 1 and rel.relnamespace = 'public'::regnamespace
     and pg_get_constraintdef(con.oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[''[^)]*\\]\\)\\)\\)$'`

/** The TypeScript of a migrated database's tables; a text column checked against a list becomes a union. */
export async function schemaOf(url: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  const file = join(folder, 'schema.ts')
  const types = { timestamptz: 'Temporal.Instant', date: 'Temporal.PlainDate', int8: 'bigint' }
  execFileSync('kysely-codegen', [
    ...['--url', url, '--dialect', 'postgres', '--default-schema', 'public', '--camel-case'],
    ...['--include-pattern', 'public.*', '--exclude-pattern', 'kysely_*'],
    ...['--type-mapping', JSON.stringify(types), '--out-file', file, '--log-level', 'error'],
  ])
  const source = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return withLanguage(narrow(source, await unionsOf(url)))
}

type Union = { table: string; column: string; values: string[] }

async function unionsOf(url: string): Promise<Union[]> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ table: string; column: string; definition: string }>(
    checkedText,
  )
  await client.end()
  return rows.map(({ table, column, definition }) => ({
    table,
    column,
    values: [...definition.matchAll(/'([^']*)'::text/g)].map(([, value = '']) => value),
  }))
}

function narrow(source: string, unions: Union[]): string {
  return unions.reduce((text, { table, column, values }) => {
    const [name, key] = [pascalCase(table), pascalCase(column)]
    const field = `${key[0]?.toLowerCase()}${key.slice(1)}`
    const line = new RegExp(`(export interface ${name} \\{[^}]*?\\n  ${field}: [^;]*?)\\bstring\\b`)
    return text.replace(line, `$1${values.map((value) => `"${value}"`).join(' | ')}`)
  }, source)
}

// The languages have a list of their own, which the checks follow.
function withLanguage(source: string): string {
  const union = languages.map((language) => `"${language}"`).join(' | ')
  const line = 'import type { Language } from "#lib/domain/languages.ts";'
  return source.replaceAll(union, 'Language').replace(/^(?=import )/m, `${line}\n`)
}

function pascalCase(snake: string): string {
  return snake.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}

/** Writes the committed types anew. */
if (import.meta.main) writeFileSync(committed, await schemaOf(process.env.DATABASE_URL ?? ''))
