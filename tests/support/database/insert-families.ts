import type pg from 'pg'
import { type Ids, insertRows, type Row, rightRow, type Table, tables } from './right-rows.ts'

export type Family = {
  /** Of a lender that is there; else of a new one. */
  lenderId?: string | undefined
  /** Replaces columns. */
  as?: (table: Table) => Row
}

/** Writes right rows of every table around one borrower. */
export async function insertFamily(db: pg.ClientBase, family: Family = {}): Promise<Ids> {
  const [ids = {}] = await insertFamilies(db, [family])
  return ids
}

/** As `insertFamily`, of several at once. */
export async function insertFamilies(db: pg.ClientBase, families: Family[]): Promise<Ids[]> {
  const planned = families.map(planFamily)
  for (const table of tables) {
    const rows = planned.flatMap(({ family }): Row[] => (family[table] ? [family[table]] : []))
    const alike = Map.groupBy(rows, (row) => Object.keys(row).sort().join())
    for (const some of alike.values()) await insertRows(db, table, some)
  }
  return planned.map(({ ids }) => ids)
}

function planFamily({ lenderId, as = () => ({}) }: Family) {
  const ids: Ids = lenderId ? { lenders: lenderId } : {}
  const family: Partial<Record<Table, Row>> = {}
  for (const table of tables) {
    if (ids[table]) continue
    const row: Row = { ...rightRow(table, ids), ...as(table) }
    family[table] = row
    ids[table] = `${row.id}`
  }
  return { ids, family }
}
