import { expect, test } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { expectExactLedger } from './books.ts'
import { balancesOf, bookRow, connect, imported, loanOf, scheduleOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
const row = (serial: number, values = {}) => bookRow('serendib', serial, values)

test('a changed schedule supersedes the old one, which stays readable', async () => {
  await imported([row(30, { paid_elsewhere: '1000' })])
  await imported([
    row(30, { paid_elsewhere: '1000', installments: '2026-10-01:9225.00|2026-12-01:5000.00' }),
  ])
  const loan = await loanOf(lender.id, 'L-30')
  expect(await scheduleOf(loan.id)).toEqual([
    '1 old 2026-10-01 922500',
    '1 old 2026-11-01 922500',
    '2 2026-10-01 922500',
    '2 2026-12-01 500000',
  ])
  expect(await balancesOf(lender.id, 'L-30')).toEqual([1_322_500n, 0n])
  await expectExactLedger()
})

async function restructured(loanId: string, dueOn: string, amountMinor: bigint): Promise<void> {
  await transaction(async (tx) => {
    const now = Temporal.Now.instant()
    await tx
      .updateTable('schedules')
      .set({ supersededAt: now })
      .where('loanId', '=', loanId)
      .execute()
    const { id: scheduleId } = await tx
      .insertInto('schedules')
      .values({ lenderId: lender.id, loanId, version: 2, source: 'plan' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const day = Temporal.PlainDate.from(dueOn)
    await tx
      .insertInto('installments')
      .values({ lenderId: lender.id, scheduleId, number: 1, dueOn: day, amountMinor })
      .execute()
  })
}

test('a plan stays until the lender changes its own schedule', async () => {
  await imported([row(31)])
  const loan = await loanOf(lender.id, 'L-31')
  await restructured(loan.id, '2027-06-01', 1_845_000n)
  expect(await imported([row(31)])).toEqual([0, 0, 1])
  expect(await imported([row(31, { installments: '2027-06-01:18450.00' })])).toEqual([0, 0, 1])
  expect(await imported([row(31, { installments: '2027-07-01:18000.00' })])).toEqual([0, 1, 0])
  expect((await scheduleOf(loan.id)).at(-1)).toBe('3 2027-07-01 1800000')
  expect(await balancesOf(lender.id, 'L-31')).toEqual([1_800_000n, 0n])
})

test('beside a plan for what was left, a new schedule of the lender asks only for what it adds', async () => {
  await imported([row(32, { paid_elsewhere: '9225' })])
  const loan = await loanOf(lender.id, 'L-32')
  await restructured(loan.id, '2027-06-01', 922_500n)
  const later = { paid_elsewhere: '9225', installments: '2027-07-01:9225.00|2027-08-01:9225.00' }
  expect(await imported([row(32, later)])).toEqual([0, 1, 0])
  expect(await balancesOf(lender.id, 'L-32')).toEqual([922_500n, 0n])
  const larger = { paid_elsewhere: '9225', installments: '2027-07-01:9225.00|2027-08-01:9725.00' }
  expect(await imported([row(32, larger)])).toEqual([0, 1, 0])
  expect(await balancesOf(lender.id, 'L-32')).toEqual([972_500n, 0n])
  await expectExactLedger()
})
