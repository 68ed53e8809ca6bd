import { transaction } from '#lib/db/transaction.ts'
import { type Given, givenFamilies, writtenRows } from '#tests/db/given-families.ts'
import type { Row } from '#tests/support/database/right-rows.ts'
import type { Write } from './write.ts'

/** What a write changes but for its own row: a neighbour's, another lender's, or one that stands so that it must be left. */
export async function faultsOf(write: Write): Promise<string[]> {
  const { leaves = {}, owners = [] } = write
  const [one] = await givenFamilies(write, [{}])
  const [neighbour, stranger, ...left] = await givenFamilies(
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

/** The rows that were written anew, be it as they were. */
async function changedBy({ table, act }: Write, { ids, row }: Given): Promise<Row[]> {
  const before = await writtenRows(table)
  await transaction((tx) => act(tx, ids, row))
  const after = new Set((await writtenRows(table)).map((one) => JSON.stringify(one)))
  return before.filter((one) => !after.has(JSON.stringify(one))).map((one) => one.row)
}
