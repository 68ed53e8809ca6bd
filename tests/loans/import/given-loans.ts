import { expect } from 'vitest'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { rowCounts } from './books.ts'
import { type BookRow, bookRow, connect, imeiOf, importBook, imported } from './loan-book.ts'

export const row = (serial: number, values: BookRow = {}) => bookRow('serendib', serial, values)

/** Two lenders, loans 900 and 901 of the first, and what is wrong with a book that changes nothing. Call once, at the top. */
export async function givenLoans() {
  await freshDatabase({ bystanders: false })
  await connect(await givenLender({ slug: 'serendib' }))
  await connect(await givenLender({ slug: 'hoshi' }))
  await imported([row(900), row(901, { imei2: imeiOf(990) })])
  const before = await rowCounts()

  async function faultsOf(book: BookRow[] | string): Promise<string[]> {
    const result = await importBook(book)
    expect(result.ok).toBe(false)
    expect(await rowCounts()).toEqual(before)
    return describeResult(result).slice(0, -1)
  }

  return { faultsOf }
}
