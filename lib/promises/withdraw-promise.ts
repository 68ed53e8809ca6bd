import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type PromiseWithdrawal = {
  promiseId: string
  borrowerId: string
  now: Temporal.Instant
}

/** Takes a borrower's open promise back; false when it is not open any more, or not theirs. */
export async function withdrawPromise(
  tx: Tx,
  { promiseId, borrowerId, now }: PromiseWithdrawal,
): Promise<boolean> {
  const withdrawn = await tx
    .updateTable('promises')
    .set({ state: 'withdrawn', stateAt: now, decidedAt: now, waitsUntil: null })
    .where('id', '=', promiseId)
    .where('state', '=', 'open')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('loans')
          .select('loans.id')
          .whereRef('loans.id', '=', 'promises.loanId')
          .where('loans.borrowerId', '=', borrowerId),
      ),
    )
    .returning('lenderId')
    .executeTakeFirst()
  if (!withdrawn) return false
  await writeAuditLog(tx, {
    lenderId: withdrawn.lenderId,
    actor: `borrower:${borrowerId}`,
    action: 'promise.withdrawn',
    subject: 'promise',
    subjectId: promiseId,
  })
  return true
}
