import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isBackOnline } from '#lib/domain/lock/opening.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'

type Contact = {
  deviceId: string
  lenderId: string
  snapshot: DeviceSnapshot
  now: Temporal.Instant
}

/** Of a phone that was offline the promise is counted from its first contact: until then nothing could open it. */
export async function promiseFromContact(
  tx: Tx,
  { deviceId, lenderId, snapshot, now }: Contact,
  seenBefore: Temporal.Instant | null,
): Promise<void> {
  const saidAt = snapshot.lastSeenAt ?? snapshot.observedAt
  const seenAt = Temporal.Instant.compare(saidAt, now) > 0 ? now : saidAt
  if (!isBackOnline(seenBefore, seenAt)) return
  const { policy } = await lenderById(tx, lenderId)
  const deadlineAt = unlockDeadline(seenAt, policy)
  await tx
    .updateTable('unlocks')
    .set({ deadlineAt })
    .where('deviceId', '=', deviceId)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .where('requestedAt', '<=', seenAt)
    .where('lateAt', 'is', null)
    .where('deadlineAt', '<', deadlineAt)
    .execute()
}
