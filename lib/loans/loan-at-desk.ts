import type { Database } from '#lib/db/client.ts'

/** A loan of this lender with its borrower and phone, for an act on it; another's is not found. */
export function loanAtDesk(db: Database, lenderId: string, loanId: string) {
  return db
    .selectFrom('loans')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .leftJoin('devices', 'devices.loanId', 'loans.id')
    .select(['loans.id as loanId', 'loans.loanNumber', 'loans.currency', 'loans.borrowerId'])
    .select(['loans.outstandingMinor', 'loans.creditMinor', 'borrowers.name as borrowerName'])
    .select(['borrowers.locale as borrowerLocale', 'borrowers.customerNumber'])
    .select(['devices.brand', 'devices.model', 'devices.provider', 'devices.lockState'])
    .select(['devices.id as deviceId', 'devices.relockAt', 'devices.lastSeenAt'])
    .select('devices.otherLocks')
    .where('loans.lenderId', '=', lenderId)
    .where('loans.id', '=', loanId)
    .executeTakeFirst()
}

export type LoanAtDesk = NonNullable<Awaited<ReturnType<typeof loanAtDesk>>>
