import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database, pool } from '#lib/db/client.ts'
import { importLoans } from '#lib/loans/import/import-loans.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { expectExactLedger, rowCounts } from './books.ts'
import { balancesOf, bookRow, connect, importBook, imported, toCsv } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
await connect(lender, 'manual')
const row = (serial: number, values = {}) => bookRow('serendib', serial, values)

test('a dry run says what would change and leaves no trace', async () => {
  await imported([row(70), row(71)])
  const before = await rowCounts()
  const book = [row(70), row(71, { paid_elsewhere: '5' }), row(72)]
  expect(await importBook(book, { dryRun: true })).toEqual({
    ok: true,
    dryRun: true,
    people: { count: 0, changes: [] },
    placeholders: { count: 0, kinds: 0, kept: new Map() },
    lenders: [
      {
        lender: 'serendib',
        rows: 3,
        created: 1,
        updated: 1,
        unchanged: 1,
        plansEnded: 0,
        changes: { paid_elsewhere: 1 },
      },
    ],
  })
  expect(await rowCounts()).toEqual(before)
  expect(await balancesOf(lender.id, 'L-71')).toEqual([1_845_000n, 0n])
})

test('one bad row and nothing is changed', async () => {
  const before = await rowCounts()
  const result = await importBook([row(80), row(81, { imei: '123' }), row(82)])
  expect(result.ok).toBe(false)
  expect(await rowCounts()).toEqual(before)
})

test('a file that breaks off while it is read leaves nothing', async () => {
  const before = await rowCounts()
  async function* breaking() {
    yield Buffer.from(toCsv(Array.from({ length: 500 }, (_, index) => row(2_000 + index))))
    throw new Error('the disk is gone')
  }
  const broken = importLoans(pool(), {
    open: () => Readable.from(breaking()),
    fileName: 'book.csv',
  })
  await expect(broken).rejects.toThrow('the disk is gone')
  expect(await rowCounts()).toEqual(before)
})

test('a database that fails at the last step leaves nothing', async () => {
  const before = await rowCounts()
  await sql`create function fail() returns trigger language plpgsql as $$ begin raise 'no more disk'; end $$`.execute(
    database(),
  )
  await sql`create trigger fail before insert on import_runs execute function fail()`.execute(
    database(),
  )
  await expect(importBook([row(85)])).rejects.toThrow('no more disk')
  await sql`drop trigger fail on import_runs`.execute(database())
  expect(await rowCounts()).toEqual(before)
  expect(await imported([row(85)])).toEqual([1, 0, 0])
})

test('two imports at once wait for each other', async () => {
  const book = Array.from({ length: 50 }, (_, index) => row(3_000 + index))
  const counts = await Promise.all([imported(book), imported(book), imported(book.toReversed())])
  expect(counts.toSorted()).toEqual([
    [0, 0, 50],
    [0, 0, 50],
    [50, 0, 0],
  ])
  await expectExactLedger()
})
