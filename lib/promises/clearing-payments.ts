import type { NotNull } from 'kysely'
import type { Database } from '#lib/db/client.ts'

/** The payments for a loan whose money is on its way, the one begun last first. */
export function clearingPayments(db: Database, loanId: string) {
  return db
    .selectFrom('payments')
    .select(['id as paymentId', 'askedMinor', 'method', 'processingAt as begunAt'])
    .where('loanId', '=', loanId)
    .where('state', '=', 'processing')
    .where('processingAt', 'is not', null)
    .orderBy('processingAt', 'desc')
    .$narrowType<{ begunAt: NotNull }>()
    .execute()
}
