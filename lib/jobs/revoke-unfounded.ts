import { type LoanRecord, lockLoan } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { effectOf } from '#lib/domain/effect.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import { hasDisputedMoney } from '#lib/payments/disputed-money.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'
import { type Revocation, revokeUnlock } from '#lib/unlocks/revoke-unlock.ts'
import { askToOpen, followUnlock, intentFor } from './ask-to-open.ts'

/**
 * Ends what was asked for a loan's phone and is not out yet, once its ground is gone: nothing is released that is owed or
 * disputed, and nothing opens by money that went back. The phone then opens as far as the books still say.
 */
export async function revokeUnfounded(
  tx: Tx,
  loanId: string,
  now: Temporal.Instant,
): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  const device = await tx
    .selectFrom('devices')
    .select('id')
    .where('loanId', '=', loanId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const waiting = device && (await waitingUnlock(tx, device.id))
  const reason = waiting && (await faultOf(tx, loan, waiting))
  if (!reason) return
  const { id: unlockId, deviceId } = waiting
  if (await revokeUnlock(tx, { unlockId, lenderId: loan.lender.id, reason, now }))
    await openInstead(tx, loan, { unlockId, deviceId, now })
}

function waitingUnlock(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('unlocks')
    .select(['id', 'deviceId', 'intent', 'cause', 'causeId'])
    .where('deviceId', '=', deviceId)
    .where('state', 'in', ['requested', 'retry_wait', 'dispatching'])
    .executeTakeFirst()
}

type Waiting = NonNullable<Awaited<ReturnType<typeof waitingUnlock>>>

async function faultOf(
  tx: Tx,
  { loanId, outstandingMinor }: LoanRecord,
  { intent, cause, causeId }: Waiting,
): Promise<Revocation['reason'] | undefined> {
  if (intent === 'release') {
    if (await isAgreedByTwo(tx, causeId)) return undefined
    if (outstandingMinor > 0n) return 'owed_again'
    return (await isDisputed(tx, loanId)) ? 'disputed' : undefined
  }
  if (cause !== 'payment' || !isUuid(causeId)) return undefined
  const { keptMinor } = await settlementOf(tx, causeId)
  return keptMinor > 0n ? undefined : 'money_went_back'
}

// Two people may remove a lock whatever is owed.
async function isAgreedByTwo(tx: Tx, causeId: string): Promise<boolean> {
  if (!isUuid(causeId)) return false
  const approval = await tx
    .selectFrom('approvals')
    .select('id')
    .where('id', '=', causeId)
    .executeTakeFirst()
  return approval !== undefined
}

export async function isDisputed(tx: Tx, loanId: string): Promise<boolean> {
  const disputed = await tx
    .selectFrom('loans')
    .select('loans.id')
    .where('loans.id', '=', loanId)
    .where(hasDisputedMoney)
    .executeTakeFirst()
  return disputed !== undefined
}

type Revoked = { unlockId: string; deviceId: string; now: Temporal.Instant }

async function openInstead(
  tx: Tx,
  loan: LoanRecord,
  { unlockId, deviceId, now }: Revoked,
): Promise<void> {
  const { policy, timeZone } = loan.lender
  // Books that owe nothing open the phone, but only money that is not disputed removes its lock.
  const isPaid = loan.outstandingMinor === 0n
  const intent = isPaid
    ? ({ kind: 'indefinite' } as const)
    : intentFor(effectOf(loan, 0n, { policy, timeZone, now }))
  if (!intent) return
  const instead = await askToOpen(tx, {
    ...{ deviceId, intent, cause: 'reconciler', causeId: `instead:${unlockId}` },
    ...{ actor: 'keyturn', deadlineAt: now.add({ minutes: policy.unlockWithinMinutes }), now },
  })
  await standIn(tx, unlockId, instead)
}

/** What waited for an unlock that was revoked waits for the one in its place. */
export async function standIn(tx: Tx, revokedId: string, supersededBy: string): Promise<void> {
  await tx.updateTable('unlocks').set({ supersededBy }).where('id', '=', revokedId).execute()
  await followUnlock(tx, supersededBy)
}
