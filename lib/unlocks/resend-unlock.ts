import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isLive, type UnlockState } from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { createUnlock, intentOf } from './create-unlock.ts'

type Resend = {
  unlockId: string
  lenderId: string
  actor: string
  /** When an unlock that replaces a refused one counts as late. */
  deadlineAt: Temporal.Instant
  now: Temporal.Instant
}

export type Resent =
  | { outcome: 'sent_again'; unlockId: string }
  /** `over`: open, replaced, or its time has passed. `under_way`: somebody is sending it this moment. */
  | { outcome: 'over' | 'under_way' | 'missing' }

/**
 * A fresh try at once. One that is under way is tried again, its attempts kept; one that was refused or given up is
 * replaced by a new one. The phone's state is read before anything is sent, so an open phone gets no second command.
 */
export async function resendUnlock(tx: Tx, resend: Resend): Promise<Resent> {
  const { now } = resend
  const unlock = await lockUnlock(tx, resend)
  if (!unlock) return { outcome: 'missing' }
  const { state, relockAt } = unlock
  if (state === 'confirmed' || state === 'superseded') return { outcome: 'over' }
  if (relockAt && Temporal.Instant.compare(relockAt, now) <= 0) return { outcome: 'over' }
  // Nothing is sent where a person opens the phone.
  if (isOpenedByHand(unlock.provider) && !isLive(state)) return { outcome: 'over' }
  const isLeased = state === 'dispatching' && Temporal.Instant.compare(unlock.nextActionAt, now) > 0
  if (isLeased) return { outcome: 'under_way' }
  const sentId = isLive(state) ? await tryNow(tx, resend, state) : await replace(tx, resend, unlock)
  await audit(tx, resend, { state, sentId })
  return { outcome: 'sent_again', unlockId: sentId }
}

// The device first, as everybody who asks for an unlock does: two in the other order would wait for each other.
async function lockUnlock(tx: Tx, { unlockId, lenderId }: Resend) {
  const device = await tx
    .selectFrom('devices')
    .innerJoin('unlocks', 'unlocks.deviceId', 'devices.id')
    .select(['devices.id', 'devices.provider'])
    .where('unlocks.id', '=', unlockId)
    .where('unlocks.lenderId', '=', lenderId)
    .forNoKeyUpdate('devices')
    .executeTakeFirst()
  if (!device) return undefined
  const unlock = await tx
    .selectFrom('unlocks')
    .select(['deviceId', 'state', 'intent', 'relockAt', 'nextActionAt'])
    .where('id', '=', unlockId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return unlock && { ...unlock, provider: device.provider }
}

async function tryNow(tx: Tx, { unlockId, now }: Resend, state: UnlockState): Promise<string> {
  const wasTaken = state === 'accepted' || state === 'delivered'
  await tx
    .updateTable('unlocks')
    .set({
      nextActionAt: now,
      ...(wasTaken ? { state: 'retry_wait', stateAt: now, mustReadState: true } : {}),
    })
    .where('id', '=', unlockId)
    .execute()
  await addJob(tx, 'send-unlock', { unlockId }, { key: `unlock:${unlockId}` })
  return unlockId
}

type Refused = { deviceId: string } & Parameters<typeof intentOf>[0]

async function replace(tx: Tx, resend: Resend, refused: Refused): Promise<string> {
  const { unlockId: oldId, actor, deadlineAt, now } = resend
  const { unlockId } = await createUnlock(tx, {
    deviceId: refused.deviceId,
    intent: intentOf(refused),
    actor,
    deadlineAt,
    now,
    cause: 'staff',
    causeId: `resend:${oldId}`,
  })
  await tx
    .updateTable('unlocks')
    .set({ mustReadState: true })
    .where('id', '=', unlockId)
    .where('state', '=', 'requested')
    .execute()
  await tx
    .updateTable('unlocks')
    .set({ state: 'superseded', stateAt: now, supersededBy: unlockId })
    .where('id', '=', oldId)
    .execute()
  return unlockId
}

function audit(
  tx: Tx,
  { unlockId, lenderId, actor }: Resend,
  { state, sentId }: { state: UnlockState; sentId: string },
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'unlock.sent_again',
    subject: 'unlock',
    subjectId: unlockId,
    detail: { state, sent: sentId },
  })
}
