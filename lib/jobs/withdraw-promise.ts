import type { Tx } from '#lib/db/transaction.ts'
import { type PromiseWithdrawal, withdrawPromise } from '#lib/promises/withdraw-promise.ts'
import { endWithWarning } from './end-with-warning.ts'

/** Takes a promise back and ends what it opened, after days of warning. */
export async function takeBackPromise(tx: Tx, withdrawal: PromiseWithdrawal): Promise<boolean> {
  const isWithdrawn = await withdrawPromise(tx, withdrawal)
  if (!isWithdrawn) return false
  const { promiseId: causeId, borrowerId, now } = withdrawal
  await endWithWarning(tx, {
    reason: 'promise',
    causeId,
    endedBy: `borrower:${borrowerId}`,
    now,
  })
  return true
}
