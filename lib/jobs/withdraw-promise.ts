import type { Tx } from '#lib/db/transaction.ts'
import { type PromiseWithdrawal, withdrawPromise } from '#lib/promises/withdraw-promise.ts'
import { letGo } from './hold-phone.ts'

/** Takes a promise back and ends its hold. Nothing locks by this: what the phone does next follows from the books. */
export async function takeBackPromise(tx: Tx, withdrawal: PromiseWithdrawal): Promise<boolean> {
  const isWithdrawn = await withdrawPromise(tx, withdrawal)
  if (!isWithdrawn) return false
  const { promiseId: causeId, borrowerId, now } = withdrawal
  await letGo(tx, {
    reason: 'promise',
    causeId,
    endReason: 'withdrawn',
    endedBy: `borrower:${borrowerId}`,
    now,
  })
  return true
}
