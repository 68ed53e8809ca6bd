import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { larger, smaller } from '#lib/domain/money/money.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'

/** What of a loan's balance is the cost of its plans: it is paid last, and bears no cost of its own. */
export async function unpaidCost(
  db: Database,
  { loanId, outstandingMinor }: Pick<LoanRecord, 'loanId' | 'outstandingMinor'>,
): Promise<bigint> {
  const { costMinor } = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .leftJoin('plans', (join) =>
      join.on((eb) => eb('postings.causeId', '=', eb.cast<string>('plans.id', 'text'))),
    )
    .select(sql<bigint>`coalesce(-sum(amount_minor), 0)::bigint`.as('costMinor'))
    .where('ledgerEntries.loanId', '=', loanId)
    .where('account', '=', 'plan_cost')
    // What was paid whole is no part of what is owed now.
    .where((eb) => eb('plans.state', 'is distinct from', 'kept'))
    .executeTakeFirstOrThrow()
  return smaller(larger(costMinor, 0n), outstandingMinor)
}
