import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { receiptKey } from '#lib/domain/money/paper-receipt.ts'

export type Receipt = { lenderId: string; officeReceipt: string }

export type WaitingReceipt = { approvalId: string; askedByName: string; loanNumber: string }

/** One entry of a paper receipt after the other: two at once would both find that nobody had entered it. */
export async function holdReceipt(tx: Tx, { lenderId, officeReceipt }: Receipt): Promise<void> {
  const name = `receipt ${lenderId} ${receiptKey(officeReceipt)}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}

/** What waits for a second person with the same paper receipt, however its number was written. */
export async function receiptWaiting(
  db: Database,
  { lenderId, officeReceipt, paymentId }: Receipt & { paymentId: string },
): Promise<WaitingReceipt | undefined> {
  const waiting = await db
    .selectFrom('approvals')
    .innerJoin('staff', 'staff.id', 'approvals.askedBy')
    .innerJoin('loans', 'loans.id', 'approvals.loanId')
    .select(['approvals.id as approvalId', 'staff.name as askedByName', 'loans.loanNumber'])
    .select(sql<string>`detail ->> 'officeReceipt'`.as('officeReceipt'))
    .where('approvals.lenderId', '=', lenderId)
    .where('approvals.kind', '=', 'cash')
    .where('approvals.state', '=', 'waiting')
    .where('approvals.subjectId', '!=', paymentId)
    .execute()
  const key = receiptKey(officeReceipt)
  return waiting.find((other) => receiptKey(other.officeReceipt) === key)
}
