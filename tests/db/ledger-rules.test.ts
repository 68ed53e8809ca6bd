import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LedgerAccount } from '#lib/domain/ledger.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const loan = await givenLoan(lender, [
  ['2026-10-01', 922_500n],
  ['2026-11-01', 922_500n],
])

async function post(
  causeId: string,
  entries: [account: LedgerAccount, amountMinor: bigint, currency?: string][],
) {
  await transaction(async (tx) => {
    const posting = await tx
      .insertInto('postings')
      .values({ lenderId: lender.id, cause: 'test', causeId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('ledgerEntries')
      .values(
        entries.map(([account, amountMinor, currency = 'LKR']) => ({
          lenderId: lender.id,
          postingId: posting.id,
          loanId: loan.loanId,
          account,
          amountMinor,
          currency,
        })),
      )
      .execute()
  })
}

const balances = () =>
  database()
    .selectFrom('loans')
    .select(['outstandingMinor', 'creditMinor'])
    .where('id', '=', loan.loanId)
    .executeTakeFirstOrThrow()

test('a posting that does not balance is refused', async () => {
  await expect(
    post('crooked', [
      ['stripe_clearing', 100n],
      ['loan_receivable', -99n],
    ]),
  ).rejects.toThrow(/out of balance/)
})

test('a balanced posting moves the balances of its loan', async () => {
  await post('fair', [
    ['stripe_clearing', 1_000n],
    ['loan_receivable', -900n],
    ['borrower_credit', -100n],
  ])
  expect(await balances()).toEqual({ outstandingMinor: 1_844_100n, creditMinor: 100n })
})

test('one cause posts once', async () => {
  await post('once', [
    ['stripe_clearing', 5n],
    ['loan_receivable', -5n],
  ])
  await expect(
    post('once', [
      ['stripe_clearing', 5n],
      ['loan_receivable', -5n],
    ]),
  ).rejects.toThrow(/duplicate key/)
})

test('a loan cannot be paid below zero', async () => {
  await expect(
    post('too-much', [
      ['stripe_clearing', 9_000_000n],
      ['loan_receivable', -9_000_000n],
    ]),
  ).rejects.toThrow(/outstanding_minor/)
})

test('a loan is booked only in its own currency', async () => {
  await expect(
    post('foreign', [
      ['stripe_clearing', 5n, 'USD'],
      ['loan_receivable', -5n, 'USD'],
    ]),
  ).rejects.toThrow(/own currency/)
})

test.for([
  'update ledger_entries set amount_minor = 1',
  'delete from ledger_entries',
  'truncate ledger_entries',
  'delete from postings',
  'delete from journal',
])('what was written stays: %s', async (statement) => {
  await expect(sql.raw(statement).execute(database())).rejects.toThrow(/append-only|foreign key/)
})
