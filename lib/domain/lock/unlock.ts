export const lockStates = [
  'locked',
  'unlocked',
  'unlocking',
  'locking',
  'released',
  'not_enrolled',
  'unknown',
] as const
export type LockState = (typeof lockStates)[number]

export const unlockStates = [
  'requested',
  'dispatching',
  'retry_wait',
  'accepted',
  'delivered',
  'confirmed',
  'rejected',
  'failed',
  'expired',
  'superseded',
] as const
export type UnlockState = (typeof unlockStates)[number]

export const liveStates = [
  'requested',
  'dispatching',
  'retry_wait',
  'accepted',
  'delivered',
] as const

/** Nothing more is sent, and a person has it. */
export const givenUpStates = ['rejected', 'failed', 'expired'] as const

export type UnlockIntent =
  | { kind: 'until'; relockAt: Temporal.Instant }
  | { kind: 'indefinite' }
  | { kind: 'release' }

const edges: Record<UnlockState, readonly UnlockState[]> = {
  requested: ['dispatching', 'confirmed', 'superseded', 'expired'],
  dispatching: ['accepted', 'retry_wait', 'confirmed', 'rejected', 'superseded'],
  retry_wait: ['dispatching', 'confirmed', 'rejected', 'expired', 'superseded'],
  // A service may take a command and refuse it later.
  accepted: ['delivered', 'confirmed', 'rejected', 'failed', 'expired', 'superseded', 'retry_wait'],
  delivered: ['confirmed', 'rejected', 'failed', 'expired', 'superseded', 'retry_wait'],
  confirmed: [],
  // A device may open after we gave up; what it says is the truth.
  rejected: ['confirmed', 'superseded'],
  failed: ['confirmed', 'superseded'],
  expired: ['confirmed', 'superseded'],
  superseded: [],
}

export type UnlockProgress = {
  state: UnlockState
  stateAt: Temporal.Instant
  errorClass: string | null
  requestedAt: Temporal.Instant
  /** The unlock that stands for it; null: none does. */
  supersededBy: string | null
}

type JoinedUnlock = {
  unlockState: UnlockState | null
  unlockStateAt: Temporal.Instant | null
  unlockErrorClass: string | null
  unlockRequestedAt: Temporal.Instant | null
  unlockSupersededBy: string | null
}

/** What is said of the unlock that belongs to a record; undefined: none does. */
export function toldStateOf(record: JoinedUnlock) {
  const { unlockState: state, unlockStateAt: stateAt, unlockRequestedAt: requestedAt } = record
  if (!state || !stateAt || !requestedAt) return undefined
  const { unlockErrorClass: errorClass, unlockSupersededBy: supersededBy } = record
  return toldState({ state, stateAt, errorClass, requestedAt, supersededBy })
}

/**
 * What is said of its state: a lock that a person opens refused nothing, it waits for that person. Of what is superseded, that a
 * newer one took its place, that it joined a longer one from the start, or that its reason was gone before it was sent.
 */
export function toldState({
  state,
  stateAt,
  errorClass,
  requestedAt,
  supersededBy,
}: UnlockProgress) {
  if (state === 'rejected' && errorClass === 'needs_person') return 'by_person'
  if (state !== 'superseded') return state
  if (!supersededBy) return 'called_off'
  return stateAt.equals(requestedAt) ? 'joined' : state
}

export function canMove(from: UnlockState, to: UnlockState): boolean {
  return edges[from].includes(to)
}

/** The states from which `to` can be reached: the `where` of a compare-and-set. */
export function statesBefore(to: UnlockState): UnlockState[] {
  return unlockStates.filter((from) => canMove(from, to))
}

export function isLive(state: UnlockState): boolean {
  return (liveStates as readonly UnlockState[]).includes(state)
}

const fastAttempts = 12
const slowLaneMs = 15 * 60_000
export const giveUpAfterDays = 7

/** Pause before attempt `attempts + 1`, in ms: 5 s doubling to 5 min with full jitter (`random` in [0, 1)), then every 15 min. */
export function retryDelayMs(attempts: number, random: number): number {
  if (attempts >= fastAttempts) return slowLaneMs
  const ceilingMs = Math.min(5_000 * 2 ** Math.max(attempts - 1, 0), 5 * 60_000)
  return Math.round(1_000 + random * (ceilingMs - 1_000))
}

const pollScheduleMs = [10_000, 20_000, 40_000, 60_000, 120_000, 300_000]

/** Pause before reading the device's state once more, in ms: 10 s, 20 s, 40 s, 1, 2, 5 min, then every 15 min. */
export function pollDelayMs(polls: number): number {
  return pollScheduleMs[polls] ?? slowLaneMs
}

/** True when the wish `a` opens the phone for at least as long as `b`. */
export function coversIntent(a: UnlockIntent, b: UnlockIntent): boolean {
  if (a.kind === 'release') return true
  if (a.kind === 'indefinite') return b.kind !== 'release'
  return b.kind === 'until' && Temporal.Instant.compare(a.relockAt, b.relockAt) >= 0
}

/** By when the lender has promised that a phone is open. */
export function unlockDeadline(
  now: Temporal.Instant,
  { unlockWithinMinutes }: { unlockWithinMinutes: number },
): Temporal.Instant {
  return now.add({ minutes: unlockWithinMinutes })
}
