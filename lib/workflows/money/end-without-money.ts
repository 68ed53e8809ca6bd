import type { Tx } from '#lib/db/transaction.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { type LoanRecord, newestEntry } from '#lib/ledger/ledger.ts'
import { requestUnlockByEffect } from '#lib/workflows/unlocks/request-unlock-by-effect.ts'
import { endWhenPaid } from './end-when-paid.ts'

type WithoutMoney = {
  reason: 'small_rest' | 'as_said'
  /** Books what is not asked for any more. */
  waive: (causeId: string) => Promise<void>
  /** The lock stays on the phone, open: what the lender's book says removes none. */
  keepsLock?: boolean
  now: Temporal.Instant
}

/**
 * A loan ends without money, and its phone is released, or left open where only a file has spoken. What came since may have
 * left another rest: each is waived once.
 */
export async function endWithoutMoney(
  tx: Tx,
  { loanId, lender }: LoanRecord,
  { reason, waive, keepsLock = false, now }: WithoutMoney,
): Promise<void> {
  const causeId = `${reason}:${loanId}:${await newestEntry(tx, loanId)}`
  await waive(causeId)
  await requestUnlockByEffect(
    tx,
    keepsLock ? { kind: 'indefinite', nextDueOn: undefined } : { kind: 'release' },
    {
      loanId,
      cause: 'reconciler',
      causeId,
      actor: 'keyturn',
      now,
      deadlineAt: unlockDeadline(now, lender.policy),
    },
  )
  await endWhenPaid(tx, loanId, now)
}
