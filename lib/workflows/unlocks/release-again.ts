import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { hasDisputedMoney } from '#lib/ledger/disputed-money.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { requestUnlock } from './request-unlock.ts'
import { isDisputed, standIn } from './revoke-unfounded.ts'

const batch = 100

/** A release that was ended before it was sent is asked for again once nothing is owed and nothing disputed any more. */
export async function releaseAgain(now: Temporal.Instant): Promise<void> {
  for (const revoked of await revokedForNothing())
    await transaction((tx) => again(tx, revoked, now))
}

function revokedForNothing() {
  return database()
    .selectFrom('unlocks')
    .innerJoin('loans', 'loans.id', 'unlocks.loanId')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select(['unlocks.id as unlockId', 'unlocks.loanId', 'unlocks.deviceId'])
    .where('unlocks.revokedAt', 'is not', null)
    .where('unlocks.intent', '=', 'release')
    .where('loans.outstandingMinor', '=', 0n)
    .where('devices.lockState', '<>', 'released')
    .where('devices.handedBackAt', 'is', null)
    .where((eb) => eb.not(hasDisputedMoney))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('unlocks as newer')
            .select('newer.id')
            .whereRef('newer.deviceId', '=', 'unlocks.deviceId')
            .whereRef('newer.requestedAt', '>', 'unlocks.requestedAt')
            .where('newer.intent', '=', 'release')
            .whereRef('newer.supersededBy', 'is distinct from', 'unlocks.id'),
        ),
      ),
    )
    .orderBy('unlocks.revokedAt')
    .limit(batch)
    .execute()
}

type Revoked = Awaited<ReturnType<typeof revokedForNothing>>[number]

async function again(
  tx: Tx,
  { unlockId, loanId, deviceId }: Revoked,
  now: Temporal.Instant,
): Promise<void> {
  const { outstandingMinor, lender } = await lockLoan(tx, loanId)
  if (outstandingMinor > 0n || (await isDisputed(tx, loanId))) return
  const releaseId = await requestUnlock(tx, {
    deviceId,
    intent: { kind: 'release' },
    cause: 'reconciler',
    causeId: `again:${unlockId}`,
    actor: 'keyturn',
    now,
    deadlineAt: unlockDeadline(now, lender.policy),
  })
  await standIn(tx, unlockId, releaseId)
}
