import type { Tx } from '#lib/db/transaction.ts'
import { creditGoodwill, type LatePaid } from '#lib/payments/goodwill-credit.ts'
import { requestUnlockByEffect } from './request-unlock-by-effect.ts'

export type LateUnlock = LatePaid & { deadlineAt: Temporal.Instant }

/**
 * Credits what the lender gives for an unlock that is late. When that pays an installment or the rest of the loan,
 * the phone opens for longer, or for good, as by any other money.
 */
export async function giveGoodwillCredit(tx: Tx, late: LateUnlock): Promise<void> {
  const { loanId, unlockId, deadlineAt, now } = late
  const goodwill = await creditGoodwill(tx, late)
  if (!goodwill?.effect) return
  const newer = await requestUnlockByEffect(tx, goodwill.effect, {
    loanId,
    cause: 'reconciler',
    causeId: `goodwill_credit:${unlockId}`,
    actor: 'keyturn',
    deadlineAt,
    now,
  })
  // It is the same promise, and it is announced as broken already.
  if (newer && newer !== unlockId)
    await tx.updateTable('unlocks').set({ lateAt: now }).where('id', '=', newer).execute()
}
