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

/** Columns of codes whose list is the code's own: what may stand in them, and where that is said. */
const coded: { table: string; column: string; type: string; from: string }[] = [
  { table: 'device_evidence', column: 'other_locks', type: 'OtherLock', from: 'lock/other-lock' },
  { table: 'devices', column: 'other_locks', type: 'OtherLock', from: 'lock/other-lock' },
  { table: 'notices', column: 'kind', type: 'NoticeKind', from: 'notice' },
  { table: 'postings', column: 'cause', type: 'PostingCause', from: 'money/ledger-accounts' },
  { table: 'psp_events', column: 'reason', type: 'EventReason', from: 'money/event-reason' },
  { table: 'returns', column: 'accounts_left', type: 'LeftAccount', from: 'return/checklist' },
  { table: 'returns', column: 'courier_slot', type: 'CourierSlot', from: 'return/hand-over' },
]

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
  const unions = [...(await unionsOf(url)), ...coded]
  return withImports(withLanguage(narrow(source, unions)))
}

type Union = { table: string; column: string; type: string }

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
    type: [...definition.matchAll(/'([^']*)'::text/g)].map(([, value]) => `"${value}"`).join(' | '),
  }))
}

function narrow(source: string, unions: Union[]): string {
  return unions.reduce((text, { table, column, type }) => {
    const [name, key] = [pascalCase(table), pascalCase(column)]
    const field = `${key[0]?.toLowerCase()}${key.slice(1)}`
    const line = new RegExp(`(export interface ${name} \\{[^}]*?\\n  ${field}: [^;]*?)\\bstring\\b`)
    return text.replace(line, `$1${type}`)
  }, source)
}

// The languages have a list of their own, which the checks follow.
function withLanguage(source: string): string {
  const union = languages.map((language) => `"${language}"`).join(' | ')
  return source.replaceAll(union, 'Language')
}

function withImports(source: string): string {
  const named = [...coded, { type: 'Language', from: 'languages' }]
  const lines = named.map(
    ({ type, from }) => `import type { ${type} } from "#lib/domain/${from}.ts";\n`,
  )
  return source.replace(/^(?=import )/m, [...new Set(lines)].join(''))
}

function pascalCase(snake: string): string {
  return snake.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}

/** Writes the committed types anew. */
if (import.meta.main) writeFileSync(committed, await schemaOf(process.env.DATABASE_URL ?? ''))
