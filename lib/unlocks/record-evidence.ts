import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { canMove } from '#lib/domain/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'

export type Evidence = {
  deviceId: string
  lenderId: string
  source: 'webhook' | 'status_read' | 'command_result'
  dedupeKey: string
  snapshot: DeviceSnapshot
  /** The unlock this evidence answers, when the provider says so. */
  namesCommand?: string | undefined
  now: Temporal.Instant
}

export type EvidenceRecorded = { isNew: boolean; confirmedUnlockId: string | undefined }

/**
 * Keeps what a device said and believes it if it is newer than what we knew.
 * An unlock is confirmed only by evidence dated after it was sent: this is the one place where that happens.
 */
export async function recordEvidence(tx: Tx, evidence: Evidence): Promise<EvidenceRecorded> {
  const { deviceId, lenderId, source, dedupeKey, snapshot, now } = evidence
  await tx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', deviceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const row = await tx
    .insertInto('deviceEvidence')
    .values({
      deviceId,
      lenderId,
      source,
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
    .returning('id')
    .executeTakeFirst()
  if (!row) return { isNew: false, confirmedUnlockId: undefined }
  await believe(tx, evidence)
  if (isLockedAgain(snapshot)) await noteRelock(tx, evidence)
  return { isNew: true, confirmedUnlockId: await confirm(tx, evidence) }
}

async function believe(tx: Tx, { deviceId, snapshot }: Evidence): Promise<void> {
  await tx
    .updateTable('devices')
    .set((eb) => ({
      lockState: snapshot.actual,
      otherLocks: snapshot.otherLocks,
      lockStateAt: snapshot.observedAt,
      relockAt: snapshot.relockAt ?? null,
      lastSeenAt: eb.fn('greatest', [
        eb.ref('lastSeenAt'),
        eb.val(snapshot.lastSeenAt ?? snapshot.observedAt),
      ]),
    }))
    .where('id', '=', deviceId)
    .where((eb) =>
      eb.or([eb('lockStateAt', 'is', null), eb('lockStateAt', '<', snapshot.observedAt)]),
    )
    .execute()
}

async function confirm(tx: Tx, evidence: Evidence): Promise<string | undefined> {
  const { deviceId, lenderId, snapshot, now } = evidence
  if (!isOpen(snapshot)) return undefined
  const newest = await tx
    .selectFrom('unlocks')
    .select(['id', 'intent', 'state', 'dispatchedAt'])
    .where('deviceId', '=', deviceId)
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
  await writeJournal(tx, {
    lenderId,
    actor: 'mdm',
    action: 'unlock.confirmed',
    subject: 'unlock',
    subjectId: newest.id,
    detail: { device: snapshot.rawStatus },
  })
  return newest.id
}

type Sent = { id: string; intent: string; dispatchedAt: Temporal.Instant | null }

// Clocks differ, so evidence that names our command needs no date; other evidence must be younger than the sending.
function isAnswerTo(
  { id, intent, dispatchedAt }: Sent,
  { snapshot, namesCommand }: Evidence,
): boolean {
  // "Released" is more than open: the lock itself must be gone.
  if (intent === 'release' && snapshot.actual !== 'released') return false
  if (namesCommand === id) return true
  const saidAt = later(snapshot.observedAt, snapshot.lastSeenAt)
  return dispatchedAt !== null && Temporal.Instant.compare(saidAt, dispatchedAt) >= 0
}

function later(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) > 0 ? b : a
}

function isOpen({ actual, otherLocks }: DeviceSnapshot): boolean {
  return (actual === 'unlocked' || actual === 'released') && otherLocks.length === 0
}

function isLockedAgain({ actual }: DeviceSnapshot): boolean {
  return actual === 'locked'
}

async function noteRelock(tx: Tx, { deviceId, snapshot }: Evidence): Promise<void> {
  await tx
    .updateTable('unlocks')
    .set({ relockedAt: snapshot.observedAt })
    .where('deviceId', '=', deviceId)
    .where('state', '=', 'confirmed')
    .where('relockedAt', 'is', null)
    .where('confirmedAt', '<', snapshot.observedAt)
    .execute()
}
