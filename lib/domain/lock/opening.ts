import { isLive, type LockState, type UnlockState } from './unlock.ts'

/**
 * What really happens to a phone that is to be opened: the answer to "and then?" of whoever pays, before it and after.
 * `open`: it is open, and stays so. `released`: so it is for good, whatever is owed, for its lock is gone. `returned`: it is the lender's again. `other_lock`: another lock stays, a SIM's or an
 * account's. `offline_lock`: it locked itself, and opens once it is online. `by_person`: a person opens it by hand.
 * `service_down`: nothing reaches its lock service at the moment. `said_open`: its borrower has typed a code on it and
 * says that it is open. `when_online`: it was not heard from for long, so it
 * opens once it is switched on and connected.
 */
export type Opening =
  | 'open'
  | 'released'
  | 'returned'
  | 'said_open'
  | 'other_lock'
  | 'offline_lock'
  | 'by_person'
  | 'service_down'
  | 'when_online'
  | 'within_minutes'

export type OpeningFacts = {
  lockState: LockState
  otherLocks: readonly string[]
  /** No lock service opens it, but a person at the lender. */
  isOpenedByHand: boolean
  /** Its lock service is known not to work. */
  isServiceDown: boolean
  /** When it was last in touch; null: never. */
  lastSeenAt: Temporal.Instant | null
  /** Since when it is the lender's again. */
  handedBackAt: Temporal.Instant | null
  /** When its borrower said that it is open, until the phone itself says something newer. */
  saidOpenAt?: Temporal.Instant | null
}

/** Whether a phone has spoken since it was last asked: how long ago that was says nothing then. */
export function isHeardSince(
  lastSeenAt: Temporal.Instant | null,
  askedAt: Temporal.Instant | null,
): boolean {
  return lastSeenAt !== null && (!askedAt || Temporal.Instant.compare(lastSeenAt, askedAt) >= 0)
}

// Longer than any night that a phone spends switched off.
const silentAfter = { hours: 24 }

/** What really happens to this phone after a payment that opens it, or whatever else does. */
export function openingOf(facts: OpeningFacts, now: Temporal.Instant): Opening {
  if (facts.handedBackAt) return 'returned'
  if (facts.lockState === 'released') return 'released'
  if (facts.otherLocks.includes('offline_lock')) return 'offline_lock'
  if (facts.otherLocks.length > 0) return 'other_lock'
  if (facts.lockState === 'unlocked') return 'open'
  if (facts.saidOpenAt) return 'said_open'
  if (facts.isOpenedByHand) return 'by_person'
  if (facts.isServiceDown) return 'service_down'
  return isSilent(facts.lastSeenAt, now) ? 'when_online' : 'within_minutes'
}

/** The same to whoever holds the phone: while another lock is on it, it is of no use to them that ours is gone. */
export function openingForHolder(facts: OpeningFacts, now: Temporal.Instant): Opening {
  const isShut = facts.lockState === 'released' && facts.otherLocks.length > 0
  return openingOf(isShut ? { ...facts, lockState: 'unlocked' } : facts, now)
}

/** Whether only the phone is missing: its service has taken the unlock, and it is switched off or has no internet. Nobody is late with that. */
export function waitsForPhone(
  opening: Opening,
  { state, acceptedAt }: { state: UnlockState; acceptedAt: Temporal.Instant | null },
): boolean {
  const isOffline = opening === 'when_online' || opening === 'offline_lock'
  return isOffline && acceptedAt !== null && (isLive(state) || state === 'expired')
}

/** Whether a phone that is in touch was silent before, so long that it counted as offline. */
export function isBackOnline(before: Temporal.Instant | null, seenAt: Temporal.Instant): boolean {
  return isSilent(before, seenAt)
}

/** Whether a lock that is not the lender's keeps it shut. */
export function isOtherwiseLocked(opening: Opening): opening is 'other_lock' | 'offline_lock' {
  return opening === 'other_lock' || opening === 'offline_lock'
}

/** What is left of the lender's own lock; `going`: it is asked to go for good, and the phone has not said so yet. */
export function lendersLock({
  lockState,
  isReleased = false,
}: {
  lockState: LockState
  isReleased?: boolean
}): 'released' | 'going' | 'unlocked' | 'locked' {
  if (isReleased && lockState !== 'released') return 'going'
  return lockState === 'released' || lockState === 'unlocked' ? lockState : 'locked'
}

/** Whether money can do anything about what keeps this phone from being used. */
export function isOpenedByMoney(opening: Opening): boolean {
  return !['released', 'other_lock', 'offline_lock', 'returned'].includes(opening)
}

/** Whether a code from its lock service can open it. */
export function takesACode(opening: Opening): boolean {
  return !['released', 'by_person', 'service_down', 'other_lock', 'returned'].includes(opening)
}

function isSilent(lastSeenAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return !lastSeenAt || Temporal.Instant.compare(lastSeenAt.add(silentAfter), now) < 0
}
