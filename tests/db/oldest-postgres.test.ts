import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { createPool, database, pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { type BundledPostgres, createDatabaseIfMissing } from '#lib/demo/postgres.ts'
import { balancesOf, bookRow, imported } from '#tests/loans/import/loan-book.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { watchBystanders } from '#tests/support/database/bystanders.ts'
import { openFromNow } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { startOldestPostgres } from '#tests/support/database/oldest-postgres.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startWorld, untilUnlock } from '#tests/support/world.ts'
import { begun, untilPayment } from '#tests/workflows/checkout/given-checkout.ts'

const postgres = await startOldestPostgres('.data/test-15')
const world = postgres && (await worldOn(postgres))

test('on the oldest PostgreSQL that serves, a book is imported and a payment opens a phone', async (test) => {
  if (!world) return test.skip('npm has brought no PostgreSQL 15 for this machine')
  const { rows } = await pool().query('show server_version')
  expect(rows[0].server_version).toMatch(/^15\./)
  const lender = await givenLender()
  await world.connect(lender)

  expect(await imported([bookRow(lender.slug, 901), bookRow(lender.slug, 902)])).toEqual([2, 0, 0])
  const shorter = bookRow(lender.slug, 902, { installments: '2026-10-01:9225.00' })
  expect(await imported([bookRow(lender.slug, 901), shorter])).toEqual([0, 1, 1])
  expect(await balancesOf(lender.id, 'L-902')).toEqual([922_500n, 0n])

  const loan = await world.givenPhone(lender, twoLate())
  const { paymentId, checkoutUrl } = await begun(loan)
  await world.stripe.pay(checkoutUrl)
  await untilPayment(paymentId, 'paid')
  await untilUnlock(loan, 'confirmed')
  expect(loan.phone().locked).toBe(false)
  await expectLedgerToHold(database())
})

async function worldOn(server: BundledPostgres) {
  const name = `test_${randomBytes(6).toString('hex')}`
  await createDatabaseIfMissing(server, name)
  openFromNow(server.url(name))
  afterAll(async () => {
    await pool().end()
    await dropDatabase(server, name)
    await server.stop()
  })
  await migrate(pool())
  await watchBystanders()
  return startWorld()
}

async function dropDatabase(server: BundledPostgres, name: string): Promise<void> {
  const admin = createPool(server.url('postgres'), 1)
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
}
