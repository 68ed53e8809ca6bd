import { sql } from 'kysely'
import { database, pool } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type Family, insertFamilies } from '#tests/support/insert-families.ts'
import type { Ids, Row } from '#tests/support/right-rows.ts'
import type { Write } from './write.ts'

type Given = { ids: Ids; row: Row }

/** What a write changes but for its own row: a neighbour's, another lender's, or one that stands so that it must be left. */
export async function faultsOf(write: Write): Promise<string[]> {
  const { leaves = {}, owners = [] } = write
  const [one] = await given(write, [{}])
  const [neighbour, stranger, ...left] = await given(
    write,
    [{ lenderId: one?.ids.lenders }, {}],
    Object.values(leaves),
  )
  if (!one || !neighbour || !stranger) throw new Error('nobody is there')
  const faults: string[] = []
  async function expectChanged(about: string, rows: Row[], asked: Given) {
    const changed = await changedBy(write, asked)
    if (JSON.stringify(changed) !== JSON.stringify(rows))
      faults.push(`${about}: changed ${JSON.stringify(changed)}`)
  }
  for (const [index, about] of Object.keys(leaves).entries()) {
    const family = left[index]
    if (family) await expectChanged(about, [], family)
  }
  for (const owner of owners) {
    const other = owner === 'lenders' ? stranger : neighbour
    const ids = { ...one.ids, [owner]: `${other.ids[owner]}` }
    await expectChanged(`of other ${owner}`, [], { ...one, ids })
  }
  await expectChanged('its own', [one.row], one)
  return faults
}

/** Families in which the row stands as the write takes it, and one more for each way in which it does not. */
async function given(
  { table, takes = {} }: Write,
  families: Family[],
  stands: Row[] = [],
): Promise<Given[]> {
  const as = (own: Row) => (name: keyof typeof takes) => {
    const taken = takes[name]
    const row = typeof taken === 'function' ? taken() : taken
    return { ...row, ...(name === table ? own : {}) }
  }
  const db = await pool().connect()
  try {
    const planted = await insertFamilies(db, [
      ...families.map((family) => ({ ...family, as: as({}) })),
      ...stands.map((own) => ({ as: as(own) })),
    ])
    const rows = await rowsOf(table)
    return planted.map((ids) => ({ ids, row: rows.find((row) => isOf(row, ids, table)) ?? {} }))
  } finally {
    db.release()
  }
}

function isOf(row: Row, ids: Ids, table: string): boolean {
  return 'id' in row ? row.id === ids[table] : row.lender_id === ids.lenders
}

/** The rows that are not any more what they were. */
async function changedBy({ table, act }: Write, { ids, row }: Given): Promise<Row[]> {
  const before = await rowsOf(table)
  await transaction((tx) => act(tx, ids, row))
  const after = new Set((await rowsOf(table)).map((row) => JSON.stringify(row)))
  return before.filter((row) => !after.has(JSON.stringify(row)))
}

async function rowsOf(table: string): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(every) as row from ${sql.table(table)} as every`.execute(database())
  return rows.map(({ row }) => row)
}
