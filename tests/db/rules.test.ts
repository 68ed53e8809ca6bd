import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '#tests/support/database/database.ts'
import { insertFamily } from '#tests/support/database/insert-families.ts'
import {
  type Ids,
  insertRows,
  type Row,
  rightRow,
  type Table,
  tables,
} from '#tests/support/database/right-rows.ts'
import { catalogueRules, neverEmpty } from './catalogue.ts'
import { blockLists } from './rules/block-lists.ts'
import { desk } from './rules/desk.ts'
import { hardship } from './rules/hardship.ts'
import { lenders } from './rules/lenders.ts'
import { money } from './rules/money.ts'
import { people } from './rules/people.ts'
import type { Bystanders, Rules, Try } from './rules/rule.ts'
import { unlocks } from './rules/unlocks.ts'

// Every rule of the database is tried by what it refuses. A migration that adds one adds its line here.
const tried: Rules = {
  ...lenders,
  ...money,
  ...unlocks,
  ...people,
  ...hardship,
  ...desk,
  ...blockLists,
}

const past = '2026-01-01T00:00:00Z'
/** What the rows that stand by are, so that there is room for what is tried. */
const over: Partial<Record<Table, Row>> = {
  schedules: { superseded_at: past },
  unlocks: { state: 'expired' },
  pay_links: { revoked_at: past },
  returns: { state: 'closed' },
}

await freshDatabase()
const db = new pg.Client(process.env.DATABASE_URL)
await db.connect()
afterAll(() => db.end())

const catalogue = await catalogueRules(db)
const given: Bystanders = await givenBystanders()

test('every rule of the catalogue is tried, and nothing else is', () => {
  const rows = Object.entries(tried).flatMap(([table, rules]) =>
    Object.keys(rules).map((rule) => `${table}: ${rule}`),
  )
  expect(rows.sort()).toEqual(catalogue.map(({ table, rule }) => `${table}: ${rule}`).sort())
})

describe.each(catalogue.map((one) => [`${one.table}: ${one.rule}`, one] as const))(
  '%s',
  (_, one) => {
    const { table, rule, runs } = one
    const tries = tried[table]?.[rule]?.(table as Table, given) ?? { refused: [], accepted: [] }
    const name = runs === 'refuse_change' ? `${runs} of ${table}` : (runs ?? rule)

    test('is tried', () => expect(tries.accepted.length).toBeGreaterThan(0))
    for (const one of tries.refused)
      test(`refuses ${one.say}`, async () => {
        expect(await whatRefuses(one)).toBe(name)
      })
    for (const one of tries.accepted)
      test(`accepts ${one.say}`, async () => {
        expect(await whatRefuses(one)).toBeNull()
      })
  },
)

// A trigger writes it, whatever was given.
const fillsItself = ['unlocks.is_newest']

// Which columns these are is written in lib/db/schema.generated.ts, which is compared with the database.
const required = (await neverEmpty(db)).filter(
  ({ table, column }) => !fillsItself.includes(`${table}.${column}`),
)
test.each(required)('$table: $column is never empty', async ({ table, column }) => {
  const row: Row = { ...rightRow(table as Table, given.mine), [column]: null }
  const steps = [{ table: table as Table, row }]
  expect(await whatRefuses({ say: '', steps })).toBe(`empty ${table}.${column}`)
})

test('every table has a right row', async () => {
  const { rows } = await db.query<{ name: string }>(`
    select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'`)
  expect(rows.map(({ name }) => name).sort()).toEqual([...tables].sort())
})

const notNull = '23502'

/** What refused the last step; null when all were accepted. A step before it must never be refused. */
async function whatRefuses({ steps }: Try): Promise<string | null> {
  await db.query('begin')
  try {
    for (const [index, step] of steps.entries()) {
      const refusal = await refusalOf(step)
      if (refusal && index < steps.length - 1) throw new Error(`step ${index} broke ${refusal}`)
      if (refusal) return refusal
    }
    // What is checked only at the end of a transaction is checked now.
    return await refusalOf('set constraints all immediate')
  } finally {
    await db.query('rollback')
  }
}

async function refusalOf(step: Try['steps'][number]): Promise<string | null> {
  try {
    if (typeof step === 'string') await db.query(step)
    else await insertRows(db, step.table, [step.row])
    return null
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    if (error.code === notNull) return `empty ${error.table}.${error.column}`
    const raisedIn = /PL\/pgSQL function (\w+)\(\)/.exec(error.where ?? '')?.[1]
    if (raisedIn === 'refuse_change') return `${raisedIn} of ${error.message.split(' ')[0]}`
    return error.constraint ?? raisedIn ?? error.message
  }
}

/** Families whose rows are over, each with a loan of which nothing is written yet. */
async function givenBystanders(): Promise<Bystanders> {
  const mine = await givenFamily()
  const neighbours = await givenFamily(mine.lenders)
  return { mine, neighbours, theirs: await givenFamily() }
}

async function givenFamily(lenderId?: string): Promise<Ids> {
  const family = await insertFamily(db, { lenderId, as: (table) => over[table] ?? {} })
  const bare = { ...family }
  for (const table of ['loans', 'cases', 'schedules', 'returns'] as const) {
    const row: Row = { ...rightRow(table, bare), ...over[table] }
    await insertRows(db, table, [row])
    bare[table] = `${row.id}`
  }
  return bare
}
