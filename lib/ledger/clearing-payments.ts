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

/**
 * Whether somebody who went to pay for a loan before a moment may still be at it, or done without our knowing: a page is
 * open for less than an hour, and the provider is asked within the next.
 */
export async function isBeingPaid(
  db: Database,
  loanId: string,
  { before, now }: { before: Temporal.Instant; now: Temporal.Instant },
): Promise<boolean> {
  const payment = await db
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', loanId)
    .where('state', 'in', ['opening', 'open'])
    .where('createdAt', '<', before)
    .where('createdAt', '>', now.subtract({ hours: 2 }))
    .limit(1)
    .executeTakeFirst()
  return payment !== undefined
}
