import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { expectExactLedger, untilSomebodyWaits } from './books.ts'
import { balancesOf, bookRow, connect, imported, loanOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)

test('an import that the database stops to break a deadlock starts again by itself', async () => {
  await imported([bookRow('serendib', 1)])
  const { id } = await loanOf(lender.id, 'L-1')
  const changed = bookRow('serendib', 1, { paid_elsewhere: '9225', model: '14T' })
  const { running, backends } = await database()
    .transaction()
    .execute(async (tx) => {
      // Whoever waits longest without this patience is the one that is stopped: the import.
      await sql`set local deadlock_timeout = '20s'`.execute(tx)
      await sql`select from devices where loan_id = ${id} for update`.execute(tx)
      const started = imported([changed])
      const waiting = await untilSomebodyWaits()
      await sql`select from loans where id = ${id} for update`.execute(tx)
      return { running: started, backends: waiting }
    })
  expect(await running).toEqual([0, 1, 0])
  expect(backends).toBe(1)
  expect(await balancesOf(lender.id, 'L-1')).toEqual([922_500n, 0n])
  await expectExactLedger()
})
