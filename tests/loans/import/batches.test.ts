import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { expectExactLedger, untilSomebodyWaits } from './books.ts'
import { bookRow, connect, imeiOf, importBook, imported, loanOf } from './loan-book.ts'

await freshDatabase({ bystanders: false })
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
const mostLoans = 200
const serials = Array.from({ length: 2 * mostLoans + 50 }, (_, index) => index + 1)
const book = (values = {}) => serials.map((serial) => bookRow('serendib', serial, values))

async function heldLoans(): Promise<number> {
  const free = await sql`select id from loans for no key update skip locked`.execute(database())
  return serials.length - free.rows.length
}

test.for([{ dryRun: false }, { dryRun: true }])(
  'whoever pays waits for no more loans than one batch has, %j',
  async (options) => {
    const model = options.dryRun ? '15T' : '14T'
    await imported(book())
    const { id } = await sql<{ id: string }>`select id from loans order by id desc limit 1`
      .execute(database())
      .then(({ rows }) => rows[0] ?? { id: '' })
    const running = await database()
      .transaction()
      .execute(async (tx) => {
        await sql`select from loans where id = ${id} for update`.execute(tx)
        const started = importBook(book({ model, paid_elsewhere: '5' }), options)
        await untilSomebodyWaits()
        const held = await heldLoans()
        expect(held).toBeGreaterThan(0)
        expect(held).toBeLessThanOrEqual(mostLoans)
        return { started }
      })
    const result = await running.started
    expect(result).toMatchObject({ ok: true, lenders: [{ updated: serials.length }] })
    const { rows } = await sql<{ models: number }>`
      select count(*)::int as models from devices where model = ${model}`.execute(database())
    expect(rows[0]?.models).toBe(options.dryRun ? 0 : serials.length)
    await expectExactLedger()
  },
)

test('an import that breaks off is finished by the same file', async () => {
  await imported(book())
  const last = await sql<{ loanNumber: string }>`
    select loan_number from loans order by id desc limit 1`.execute(database())
  await sql`alter table devices add constraint broken check (model <> '16T' or provider_device_id <> ${sql.lit(
    `dev-${last.rows[0]?.loanNumber.slice(2)}`,
  )})`.execute(database())
  await expect(imported(book({ model: '16T' }))).rejects.toThrow('broken')
  await sql`alter table devices drop constraint broken`.execute(database())
  expect(await imported(book({ model: '16T' }))).toEqual([0, 50, 2 * mostLoans])
  expect(await imported(book({ model: '16T' }))).toEqual([0, 0, serials.length])
})

test('phones that change places between loans of different batches do so at once', async () => {
  const [first, far] = [1, serials.length]
  const swapped = book({ model: '17T' })
  for (const [one, other] of [
    [first, far],
    [far, first],
  ] as const)
    Object.assign(swapped[one - 1] ?? {}, {
      imei: imeiOf(other),
      provider_device_id: `dev-${other}`,
    })
  expect(await imported(swapped)).toEqual([0, serials.length, 0])
  const { id } = await loanOf(lender.id, `L-${first}`)
  const device = await database()
    .selectFrom('devices')
    .select('providerDeviceId')
    .where('loanId', '=', id)
    .executeTakeFirstOrThrow()
  expect(device.providerDeviceId).toBe(`dev-${far}`)
})
