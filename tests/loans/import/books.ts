import { sql } from 'kysely'
import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { LedgerAccount } from '#lib/domain/money/ledger-accounts.ts'

type Loan = { id: string; lenderId: string; currency: string }

type Entry = [account: LedgerAccount, amountMinor: bigint]

/** Writes a posting as a payment through the portal does. */
export function post(loan: Loan, causeId: string, entries: Entry[]): Promise<void> {
  return transaction((tx) => postIn(tx, loan, { causeId, entries }))
}

/** The same in a transaction that is still open. */
export async function postIn(
  tx: Tx,
  loan: Loan,
  { causeId, entries }: { causeId: string; entries: Entry[] },
): Promise<void> {
  const posting = await tx
    .insertInto('postings')
    .values({ lenderId: loan.lenderId, cause: 'capture', causeId })
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
}

/** Resolves when a connection of this database waits for another's lock; how many do. */
export async function untilSomebodyWaits(): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`.execute(database())
    if (rows[0]?.n) return rows[0].n
  }
}

/** Every posting sums to zero, and the balances kept equal the entries they were made of. */
export async function expectExactLedger(): Promise<void> {
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

/** How many rows each table of loans holds, to show that nothing was left behind. */
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
    'audit_log',
    'import_runs',
  ]) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)}`.execute(database())
    counts[table] = rows[0]?.n ?? -1
  }
  return counts
}
