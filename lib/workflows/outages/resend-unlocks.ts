import { closeOfOlder } from '#lib/cases/close-by-itself.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { type GroupKey, unlocksInGroup } from '#lib/unlocks/board.ts'
import { type Resent, resendUnlock } from '#lib/unlocks/resend-unlock.ts'
import { followUnlock } from '#lib/workflows/unlocks/request-unlock.ts'
import { servicesOut } from './services-out.ts'

type ResendWish = {
  unlockId: string
  lenderId: string
  staffId: string
  now: Temporal.Instant
}

/** A fresh try for one unlock; what waited for a replaced one waits for the new one, and its case is over. */
export async function resendByStaff(
  tx: Tx,
  { unlockId, lenderId, staffId, now }: ResendWish,
): Promise<Resent> {
  const { policy } = await lenderById(tx, lenderId)
  const resent = await resendUnlock(tx, {
    unlockId,
    lenderId,
    actor: `staff:${staffId}`,
    now,
    deadlineAt: unlockDeadline(now, policy),
  })
  if (resent.outcome === 'sent_again' && resent.unlockId !== unlockId) {
    await followUnlock(tx, resent.unlockId)
    await closeOfOlder(tx, { unlockId, lenderId, now })
  }
  return resent
}

type GroupResend = {
  lenderId: string
  staffId: string
  group: GroupKey
  now: Temporal.Instant
}

/** A fresh try for every unlock of a group, each in its own transaction. Says how many were sent again: none in an outage. */
export async function resendGroup({ lenderId, staffId, group, now }: GroupResend): Promise<number> {
  let sent = 0
  // What waits goes by itself once the service works; sent now, every one would only fail once more.
  if ((await servicesOut(database(), lenderId)).has(group.provider)) return sent
  for (const { id: unlockId } of await unlocksInGroup(database(), lenderId, group)) {
    const resent = await transaction((tx) =>
      resendByStaff(tx, { unlockId, lenderId, staffId, now }),
    )
    if (resent.outcome === 'sent_again') sent += 1
  }
  return sent
}
