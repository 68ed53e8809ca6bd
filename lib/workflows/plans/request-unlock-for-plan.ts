import type { Tx } from '#lib/db/transaction.ts'
import { effectOf } from '#lib/domain/lock/effect.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { requestUnlockByEffect } from '#lib/workflows/unlocks/request-unlock-by-effect.ts'

export type Opening = { loanId: string; causeId: string; actor: string; now: Temporal.Instant }

/** Asks for the phone of a plan's loan to be open as far as the ledger allows now. */
export async function requestUnlockForPlan(
  tx: Tx,
  { loanId, causeId, actor, now }: Opening,
): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  const { policy, timeZone } = loan.lender
  await requestUnlockByEffect(tx, effectOf(loan, 0n, { policy, timeZone, now }), {
    loanId,
    cause: 'plan',
    causeId,
    actor,
    now,
    deadlineAt: unlockDeadline(now, policy),
  })
}

/** The same when a cost fell away and nothing is owed any more. */
export function requestUnlockForPaidOff(tx: Tx, opening: Opening): Promise<void> {
  return requestUnlockForPlan(tx, { ...opening, causeId: `${opening.causeId}:paid_off` })
}
