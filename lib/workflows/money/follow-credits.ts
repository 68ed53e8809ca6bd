import { sql } from 'kysely'
import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { lookedAtBy } from '#lib/domain/lock/hours.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'

const batch = 100

/**
 * Money of a borrower's on a loan that owes nothing is somebody's task, however it came there: a case that
 * stays open as long as it stands, and the borrower is told. Once it has been used or given back, its case is closed.
 */
export async function followCredits(now: Temporal.Instant): Promise<void> {
  for (const credit of await newCredits()) await transaction((tx) => follow(tx, credit, now))
  for (const used of await casesOfUsedCredit())
    await transaction((tx) => closeByItself(tx, { ...used, now }))
}

type Credit = { loanId: string; dedupeKey: string }

// The newest entry of credit names it: of each the borrower is told once.
const creditKey = sql<string>`'credit_left:' || (
  select max(entry.id) from ledger_entries as entry
   where entry.loan_id = loans.id and entry.account = 'borrower_credit' and entry.amount_minor < 0)`

function newCredits(): Promise<Credit[]> {
  return database()
    .selectFrom('loans')
    .select(['loans.id as loanId', creditKey.as('dedupeKey')])
    .where('loans.creditMinor', '>', 0n)
    .where(
      sql<boolean>`not exists (
        select from cases
         where cases.loan_id = loans.id and cases.kind = 'credit_left' and cases.closed_at is null)`,
    )
    .orderBy('loans.id')
    .limit(batch)
    .execute()
}

function casesOfUsedCredit() {
  return database()
    .selectFrom('cases')
    .innerJoin('loans', 'loans.id', 'cases.loanId')
    .select(['cases.lenderId', 'cases.dedupeKey'])
    .where('cases.kind', '=', 'credit_left')
    .where('cases.closedAt', 'is', null)
    .where('loans.creditMinor', '=', 0n)
    .limit(batch)
    .execute()
}

async function follow(tx: Tx, { loanId, dedupeKey }: Credit, now: Temporal.Instant): Promise<void> {
  const { creditMinor, lender } = await lockLoan(tx, loanId)
  if (creditMinor === 0n) return
  const amountMinor = String(creditMinor)
  await openCase(tx, {
    lenderId: lender.id,
    loanId,
    kind: 'credit_left',
    dedupeKey,
    dueAt: lookedAtBy(now, lender),
    detail: { creditMinor: amountMinor },
  })
  await queueForBorrower(tx, {
    loanId,
    kind: 'credit_left',
    causeId: dedupeKey,
    detail: { creditOf: loanId, amountMinor },
  })
}
