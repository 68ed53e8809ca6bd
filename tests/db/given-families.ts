import { sql } from 'kysely'
import { database, pool } from '#lib/db/client.ts'
import { type Family, insertFamilies } from '#tests/support/database/insert-families.ts'
import type { Ids, Row, Table } from '#tests/support/database/right-rows.ts'

/** How the rows around a borrower stand when one of them is read or written. */
export type Status = { table: Table; takes?: Partial<Record<Table, Row | (() => Row)>> }

export type Given = { ids: Ids; row: Row }

/** Families in which the row stands as it is taken, and one more for each way in which it does not. */
export async function givenFamilies(
  { table, takes = {} }: Status,
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
    const rows = (await writtenRows(table)).map(({ row }) => row)
    return planted.map((ids) => ({ ids, row: rows.find((row) => isOf(row, ids, table)) ?? {} }))
  } finally {
    db.release()
  }
}

function isOf(row: Row, ids: Ids, table: string): boolean {
  return 'id' in row ? `${row.id}` === ids[table] : row.lender_id === ids.lenders
}

/** Every row of a table, and by which transaction it was written last. */
export async function writtenRows(table: string): Promise<{ row: Row; by: string }[]> {
  const { rows } = await sql<{ row: Row; by: string }>`
    select to_jsonb(every) as row, every.xmin::text as by
      from ${sql.table(table)} as every`.execute(database())
  return rows
}
