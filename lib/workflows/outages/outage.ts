import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import { endHold } from '#lib/holds/end-hold.ts'
import { placeHold } from '#lib/holds/place-hold.ts'
import {
  noteFurtherReason,
  type Provider,
  pauseProvider,
  resumeProvider,
} from '#lib/unlocks/pause-provider.ts'
import { tellLockSide, tellPlaced } from '#lib/workflows/holds/tell-lock-side.ts'

type Outage = Provider & {
  reason: string
  by: string
  now: Temporal.Instant
}

type OutageBegun = { holdId: string; until: Temporal.Instant } | { refusal: 'not_found_or_paused' }

/**
 * The lock provider does not work: nothing is sent to it, and the lock side leaves every phone of it alone.
 * It ends by itself after the lender's policy; then sending is tried again. Where it is stopped already, the reason is kept
 * beside the first.
 */
export async function beginOutage(tx: Tx, outage: Outage): Promise<OutageBegun> {
  const { lenderId, provider, reason, by, now } = outage
  const connectionId = await pauseProvider(tx, outage)
  if (!connectionId) {
    await noteFurtherReason(tx, outage)
    return { refusal: 'not_found_or_paused' }
  }
  const { policy, timeZone } = await lenderById(tx, lenderId)
  const until = longestUntil(policy, 'provider_outage', { now, timeZone })
  const placed = await placeHold(tx, {
    lenderId,
    about: { provider },
    reason: 'provider_outage',
    causeId: connectionId,
    placedBy: by,
    note: reason,
    until,
    now,
  })
  await tellPlaced(tx, placed)
  return { holdId: placed.holdId, until }
}

/** The lock provider works again: what waited is sent by itself. False when there was no outage. */
export async function endOutage(
  tx: Tx,
  { by, now, ...provider }: Provider & { by: string; now: Temporal.Instant },
): Promise<boolean> {
  const connectionId = await resumeProvider(tx, provider)
  if (!connectionId) return false
  const ended = await endHold(tx, {
    reason: 'provider_outage',
    causeId: connectionId,
    endReason: 'staff',
    endedBy: by,
    now,
  })
  if (ended) await tellLockSide(tx, 'hold.ended', ended.holdId)
  return true
}
