import { NoResultError } from 'kysely'
import { transaction } from '#lib/db/transaction.ts'
import { type Given, givenFamilies } from '#tests/db/given-families.ts'
import type { Of, Read } from './read.ts'

/** Who else than its owner reads the row: somebody of the same lender, another lender; or that its owner does not. */
export async function faultsOf(read: Read): Promise<string[]> {
  const { owner } = read
  const [one] = await givenFamilies(read, [{}])
  const beside = owner === 'borrowers' ? { lenderId: one?.ids.lenders } : {}
  const [other] = await givenFamilies(read, [beside])
  if (!one || !other) throw new Error('nobody is there')
  const ids = { ...one.ids, [owner]: `${other.ids[owner]}` }
  const faults = (await isSeen(read, { ...one, ids })) ? [`others’ ${owner} see it`] : []
  return (await isSeen(read, one)) ? faults : [...faults, 'its own does not see it']
}

async function isSeen({ table, shows, find }: Read, { ids, row }: Given): Promise<boolean> {
  const seen = await transaction(async (tx) => {
    try {
      return await find(tx, ids as Of, row)
    } catch (thrown) {
      if (thrown instanceof NoResultError) return undefined
      throw thrown
    }
  })
  return textOf(seen).includes(`${shows ? shows(row) : ids[table]}`)
}

function textOf(seen: unknown): string {
  const plain = seen instanceof Map ? [...seen] : (seen ?? '')
  return JSON.stringify(plain, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}
