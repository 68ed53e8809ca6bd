import { sql } from 'kysely'
import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LedgerAccount } from '#lib/domain/ledger.ts'

type Loan = { id: string; lenderId: string; currency: string }

/** Writes a posting as a payment through the portal does. */
export async function post(
  loan: Loan,
  causeId: string,
  entries: [account: LedgerAccount, amountMinor: bigint][],
): Promise<void> {
  await transaction(async (tx) => {
    const posting = await tx
      .insertInto('postings')
      .values({ lenderId: loan.lenderId, cause: 'payment', causeId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('ledgerEntries')
      .values(
        entries.map(([account, amountMinor]) => ({
          lenderId: loan.lenderId,
          postingId: posting.id,
          loanId: loan.id,
          currency: loan.currency,
          account,
          amountMinor,
        })),
      )
      .execute()
  })
}

/** Every posting sums to zero, and the balances kept equal the entries they were made of. */
export async function expectExactBooks(): Promise<void> {
  const crooked = await sql`
    select posting_id from ledger_entries group by posting_id, currency having sum(amount_minor) <> 0`.execute(
    database(),
  )
  expect(crooked.rows).toEqual([])
  const drifted = await sql`
    select loans.loan_number from loans left join ledger_entries on loan_id = loans.id
     group by loans.id
    having outstanding_minor <> coalesce(sum(amount_minor) filter (where account = 'loan_receivable'), 0)
        or credit_minor <> -coalesce(sum(amount_minor) filter (where account = 'borrower_credit'), 0)`.execute(
    database(),
  )
  expect(drifted.rows).toEqual([])
}

/** How many rows each table of the books holds, to show that nothing was left behind. */
export async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of [
    'borrowers',
    'loans',
    'devices',
    'schedules',
    'installments',
    'postings',
    'ledger_entries',
    'journal',
    'import_runs',
  ]) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)}`.execute(database())
    counts[table] = rows[0]?.n ?? -1
  }
  return counts
}
