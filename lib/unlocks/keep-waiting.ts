import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { giveUpAfterDays, pollDelayMs, type UnlockIntent } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { intentOf } from './create-unlock.ts'
import { satisfies } from './satisfies.ts'

type FruitlessLook = {
  unlockId: string
  snapshot: DeviceSnapshot | undefined
  now: Temporal.Instant
}

// A phone that has talked to its service this long after "accepted" and is not as wished was never told.
const ignoredAfterSeconds = 120

/**
 * After a look at the phone that did not confirm: plans the next look, sends again when the phone has been in
 * touch and is still locked, or gives up after a week ('expired': a person must then see it).
 */
export async function keepWaiting(
  tx: Tx,
  { unlockId, snapshot, now }: FruitlessLook,
): Promise<'waiting' | 'sent_again' | 'expired' | 'over'> {
  const unlock = await tx
    .selectFrom('unlocks')
    .select(['id', 'lenderId', 'polls', 'requestedAt', 'acceptedAt', 'intent', 'relockAt'])
    .where('id', '=', unlockId)
    .where('state', 'in', ['accepted', 'delivered'])
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!unlock?.acceptedAt) return 'over'
  if (Temporal.Instant.compare(unlock.requestedAt.add({ hours: 24 * giveUpAfterDays }), now) <= 0) {
    await tx
      .updateTable('unlocks')
      .set({ state: 'expired', stateAt: now })
      .where('id', '=', unlockId)
      .execute()
    await writeAuditLog(tx, {
      lenderId: unlock.lenderId,
      actor: 'keyturn',
      action: 'unlock.expired',
      subject: 'unlock',
      subjectId: unlockId,
    })
    return 'expired'
  }
  if (snapshot && wasIgnored(snapshot, intentOf(unlock), unlock.acceptedAt)) {
    await tx
      .updateTable('unlocks')
      .set({ state: 'retry_wait', stateAt: now, nextActionAt: now })
      .where('id', '=', unlockId)
      .execute()
    await addJob(tx, 'send-unlock', { unlockId }, { key: `unlock:${unlockId}` })
    return 'sent_again'
  }
  const polls = unlock.polls + 1
  const nextActionAt = now.add({ milliseconds: pollDelayMs(polls) })
  await tx.updateTable('unlocks').set({ polls, nextActionAt }).where('id', '=', unlockId).execute()
  await addJob(tx, 'check-unlock', { unlockId }, { key: `unlock:${unlockId}`, runAt: nextActionAt })
  return 'waiting'
}

function wasIgnored(
  snapshot: DeviceSnapshot,
  intent: UnlockIntent,
  acceptedAt: Temporal.Instant,
): boolean {
  const { actual, lastSeenAt } = snapshot
  const isOurs = actual === 'locked' || actual === 'unlocked'
  if (!isOurs || !lastSeenAt || satisfies(intent, snapshot)) return false
  return Temporal.Instant.compare(lastSeenAt, acceptedAt.add({ seconds: ignoredAfterSeconds })) > 0
}
