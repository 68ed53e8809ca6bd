import type { Tx } from '#lib/db/transaction.ts'
import { type PromiseWithdrawal, withdrawPromise } from '#lib/promises/withdraw-promise.ts'
import { type EndHeld, endWithWarning } from '#lib/workflows/holds/end-with-warning.ts'

/** Takes a promise back and ends what it opened, after days of warning. */
export async function takeBackPromise(
  tx: Tx,
  withdrawal: PromiseWithdrawal,
  endHeld: EndHeld = endWithWarning,
): Promise<boolean> {
  const isWithdrawn = await withdrawPromise(tx, withdrawal)
  if (!isWithdrawn) return false
  const { promiseId: causeId, borrowerId, now } = withdrawal
  await endHeld(tx, {
    reason: 'promise',
    causeId,
    endedBy: `borrower:${borrowerId}`,
    now,
  })
  return true
}
