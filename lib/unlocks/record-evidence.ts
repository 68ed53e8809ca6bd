import type { Selectable } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Unlocks } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { canMove } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { intentOf } from './create-unlock.ts'
import { promiseFromContact } from './promise-from-contact.ts'
import { satisfies } from './satisfies.ts'

export type Evidence = {
  deviceId: string
  lenderId: string
  source: 'webhook' | 'status_read' | 'command_result' | 'person'
  /** Who of the staff says so, where no service can. */
  saidBy?: string
  dedupeKey: string
  snapshot: DeviceSnapshot
  /** The unlock this evidence answers, when the provider says so. */
  namesCommand?: string | undefined
  now: Temporal.Instant
}

type EvidenceRecorded = { isNew: boolean; confirmedUnlockId: string | undefined }

/**
 * Keeps what a device said and believes it if it is newer than what we knew, and not dated in the future: such a date
 * would be the newest for as long as it takes to come true.
 * An unlock is confirmed only by evidence dated after it was sent: this is the one place where that happens.
 */
export async function recordEvidence(tx: Tx, evidence: Evidence): Promise<EvidenceRecorded> {
  const { deviceId, lenderId, source, saidBy = null, dedupeKey, snapshot, now } = evidence
  const before = await tx
    .selectFrom('devices')
    .select('lastSeenAt')
    .where('id', '=', deviceId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const row = await tx
    .insertInto('deviceEvidence')
    .values({
      deviceId,
      lenderId,
      source,
      saidBy,
      dedupeKey,
      actual: snapshot.actual,
      desired: snapshot.desired ?? null,
      otherLocks: snapshot.otherLocks,
      relockAt: snapshot.relockAt ?? null,
      lastSeenAt: snapshot.lastSeenAt ?? null,
      observedAt: snapshot.observedAt,
      rawStatus: snapshot.rawStatus,
      receivedAt: now,
    })
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('isFromFuture')
    .executeTakeFirst()
  if (!row) return { isNew: false, confirmedUnlockId: undefined }
  if (row.isFromFuture) return { isNew: true, confirmedUnlockId: undefined }
  await believe(tx, evidence)
  if (source !== 'person') await promiseFromContact(tx, evidence, before.lastSeenAt)
  if (isLockedAgain(snapshot)) await noteRelock(tx, evidence)
  return { isNew: true, confirmedUnlockId: await confirm(tx, evidence) }
}

async function believe(tx: Tx, { deviceId, source, snapshot }: Evidence): Promise<void> {
  await tx
    .updateTable('devices')
    .set({
      lockState: snapshot.actual,
      otherLocks: snapshot.otherLocks,
      lockStateAt: snapshot.observedAt,
      relockAt: snapshot.relockAt ?? null,
    })
    .where('id', '=', deviceId)
    .where((eb) =>
      eb.or([eb('lockStateAt', 'is', null), eb('lockStateAt', '<', snapshot.observedAt)]),
    )
    .execute()
  // Somebody who saw the phone is no word from it.
  if (source === 'person') return
  // A phone may be in touch without having anything new to say.
  const lastSeenAt = snapshot.lastSeenAt ?? snapshot.observedAt
  await tx
    .updateTable('devices')
    .set({ lastSeenAt })
    .where('id', '=', deviceId)
    .where((eb) => eb.or([eb('lastSeenAt', 'is', null), eb('lastSeenAt', '<', lastSeenAt)]))
    .execute()
}

async function confirm(tx: Tx, evidence: Evidence): Promise<string | undefined> {
  const { deviceId, snapshot, now } = evidence
  if (!isOurLockGone(snapshot)) return undefined
  const newest = await tx
    .selectFrom('unlocks')
    .select(['id', 'intent', 'relockAt', 'isShorter', 'state', 'requestedAt', 'dispatchedAt'])
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest || !canMove(newest.state, 'confirmed') || !isAnswerTo(newest, evidence))
    return undefined
  await tx
    .updateTable('unlocks')
    .set({
      state: 'confirmed',
      stateAt: now,
      confirmedAt: now,
      errorClass: null,
      errorDetail: null,
    })
    .where('id', '=', newest.id)
    .execute()
  await auditOpen(tx, evidence, newest.id)
  return newest.id
}

function auditOpen(tx: Tx, evidence: Evidence, unlockId: string): Promise<void> {
  const { lenderId, saidBy, snapshot } = evidence
  const line = { lenderId, subject: 'unlock', subjectId: unlockId } as const
  const { rawStatus, observedAt } = snapshot
  if (!saidBy)
    return writeAuditLog(tx, {
      ...line,
      actor: 'mdm',
      action: 'unlock.confirmed',
      detail: { device: rawStatus },
    })
  return writeAuditLog(tx, {
    ...line,
    actor: `staff:${saidBy}`,
    action: 'unlock.opened_by_hand',
    detail: { said: rawStatus, seenAt: observedAt.toString() },
  })
}

type Asked = Pick<
  Selectable<Unlocks>,
  'id' | 'intent' | 'relockAt' | 'isShorter' | 'requestedAt' | 'dispatchedAt'
>

// Clocks differ, so evidence that names our command needs no date; other evidence must be younger than the sending.
function isAnswerTo(unlock: Asked, { source, snapshot, namesCommand }: Evidence): boolean {
  // "Released" is more than open: the lock itself must be gone.
  if (unlock.intent === 'release' && snapshot.actual !== 'released') return false
  if (namesCommand === unlock.id) return true
  // A phone that is open for a shorter time has not heard of this unlock yet.
  if (!satisfies(intentOf(unlock), snapshot, unlock.isShorter)) return false
  // A person needs nothing that we send: what they saw counts from the request on.
  const since = source === 'person' ? unlock.requestedAt : unlock.dispatchedAt
  const saidAt = later(snapshot.observedAt, snapshot.lastSeenAt)
  return since !== null && Temporal.Instant.compare(saidAt, since) >= 0
}

function later(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) > 0 ? b : a
}

// Another lock on the phone is not ours to open: it keeps no unlock of ours waiting.
function isOurLockGone({ actual }: DeviceSnapshot): boolean {
  return actual === 'unlocked' || actual === 'released'
}

function isLockedAgain({ actual }: DeviceSnapshot): boolean {
  return actual === 'locked'
}

async function noteRelock(tx: Tx, { deviceId, snapshot }: Evidence): Promise<void> {
  await tx
    .updateTable('unlocks')
    .set({ relockedAt: snapshot.observedAt })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('unlocks as newest')
        .select('newest.id')
        .where('newest.deviceId', '=', deviceId)
        .where('newest.isNewest', '=', true)
        .orderBy('newest.requestedAt', 'desc')
        .limit(1),
    )
    .where('state', '=', 'confirmed')
    .where('relockedAt', 'is', null)
    .where('confirmedAt', '<', snapshot.observedAt)
    .execute()
}
