import type { Tx } from '#lib/db/transaction.ts'
import { type Doubt, doubtAbout, type SeenOpen, wordOf } from '#lib/domain/lock/by-hand.ts'
import { canMove, type UnlockIntent } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { intentOf } from './create-unlock.ts'
import type { Evidence } from './record-evidence.ts'
import { newestUnlock } from './unlock-history.ts'

export type OpenedByHand = SeenOpen & {
  unlockId: string
  lenderId: string
  /** Who of the staff says so. */
  staffId: string
  note: string
  now: Temporal.Instant
}

/**
 * `by_service`: the phone speaks for itself. `replaced`: a newer unlock stands for this phone. `ended`: what it was asked for
 * is gone. `over`: it is open.
 */
export type Unheard = Doubt | 'missing' | 'by_service' | 'replaced' | 'ended' | 'over'

/** Somebody's word that a phone is open, as evidence for the unlock it answers; or why it is none. */
export async function evidenceOfWord(
  tx: Tx,
  word: OpenedByHand,
): Promise<{ evidence: Evidence } | { refusal: Unheard }> {
  const { unlockId, lenderId, staffId, now } = word
  const device = await lockDevice(tx, word)
  if (!device) return { refusal: 'missing' }
  if (!isOpenedByHand(device.provider)) return { refusal: 'by_service' }
  const newest = await newestUnlock(tx, device.id)
  if (newest?.id !== unlockId) return { refusal: 'replaced' }
  if (newest.revokedAt) return { refusal: 'ended' }
  if (!canMove(newest.state, 'confirmed')) return { refusal: 'over' }
  const intent = intentOf(newest)
  const refusal = doubtAbout(word, { intent, requestedAt: newest.requestedAt }, now)
  if (refusal) return { refusal }
  return {
    evidence: {
      deviceId: device.id,
      lenderId,
      source: 'person',
      saidBy: staffId,
      now,
      dedupeKey: `person:${unlockId}`,
      snapshot: snapshotOf(word, intent),
    },
  }
}

function snapshotOf(
  { knownBy, opening, seenAt, note }: OpenedByHand,
  intent: UnlockIntent,
): DeviceSnapshot {
  const hasEnd = intent.kind === 'until' && opening === 'as_asked'
  return {
    actual: intent.kind === 'release' ? 'released' : 'unlocked',
    otherLocks: [],
    observedAt: seenAt,
    rawStatus: wordOf({ knownBy, note }),
    ...(hasEnd && { relockAt: intent.relockAt }),
  }
}

// The device first, as everybody who touches its unlocks does.
function lockDevice(tx: Tx, { unlockId, lenderId }: OpenedByHand) {
  return tx
    .selectFrom('devices')
    .innerJoin('unlocks', 'unlocks.deviceId', 'devices.id')
    .select(['devices.id', 'devices.provider'])
    .where('unlocks.id', '=', unlockId)
    .where('unlocks.lenderId', '=', lenderId)
    .forNoKeyUpdate('devices')
    .executeTakeFirst()
}
