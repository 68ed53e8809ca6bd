import { lockLoan } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/hold.ts'
import { limitsBroken } from '#lib/domain/restructuring/decision.ts'
import { planBy } from '#lib/domain/restructuring/plan.ts'
import { groundOf } from './loan-ground.ts'
import { lockPlan, movePlan } from './move-plan.ts'
import { newestOffer } from './newest-offer.ts'
import { insertOffer } from './offer-row.ts'

/**
 * Makes the same offer with the figures of `now`, for what has changed since it was computed.
 * When its terms make no plan any more, the offer has ended.
 */
export async function renewOffer(
  tx: Tx,
  { restructuringId, now }: { restructuringId: string; now: Temporal.Instant },
): Promise<'renewed' | 'ended' | 'not_offered'> {
  const { loanId } = await tx
    .selectFrom('restructurings')
    .select('loanId')
    .where('id', '=', restructuringId)
    .executeTakeFirstOrThrow()
  const loan = await lockLoan(tx, loanId)
  const row = await lockPlan(tx, restructuringId)
  const before = await newestOffer(tx, restructuringId)
  if (row.state !== 'offered' || !before) return 'not_offered'
  const ground = groundOf(loan, now)
  const plan = loan.outstandingMinor > 0n ? planBy(before.terms, ground) : undefined
  if (!plan || limitsBroken(plan, ground).length > 0) {
    const values = { state: 'expired', nextCheckAt: null } as const
    await movePlan(tx, row, values, { action: 'expired', actor: 'keyturn', now })
    return 'ended'
  }
  const { lenderId, id } = row
  await insertOffer(tx, {
    ...{ restructuringId: id, lenderId, loanId, plan, ground, madeBy: before.madeBy, now },
    validUntil: before.validUntil,
  })
  const nextCheckAt = endOfDay(before.validUntil, loan.lender.timeZone)
  await movePlan(tx, row, { nextCheckAt }, { action: 'renewed', actor: 'keyturn', now })
  return 'renewed'
}
