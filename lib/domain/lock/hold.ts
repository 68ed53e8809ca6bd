import { dayAt } from '#lib/domain/day.ts'
import type { Outcome } from '#lib/domain/money/dispute-answer.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { staffedTime } from './hours.ts'
import type { LockState, UnlockIntent } from './unlock.ts'

/** Why the lock side must leave a phone alone. */
export const holdReasons = [
  'plan_pending',
  'plan_missed',
  'promise',
  'dispute',
  'dispute_answered',
  'owed_again',
  'return',
  'warning',
  'breathing_space',
  'bereavement',
  'provider_outage',
  'staff',
] as const
export type HoldReason = (typeof holdReasons)[number]

export type HoldEnd = 'over' | 'kept' | 'broken' | 'withdrawn' | 'decided' | 'replaced' | 'staff'

type HeldDevice = { lockState: LockState; relockAt: Temporal.Instant | null }

/** What must be asked of the lock side so that a device stays open until `until`; undefined: nothing. */
export function openingFor(
  device: HeldDevice,
  until: Temporal.Instant,
  clock: { policy: LenderPolicy; timeZone: string },
): UnlockIntent | undefined {
  const { lockState, relockAt } = device
  if (lockState === 'released' || lockState === 'not_enrolled') return undefined
  // A service may keep whole minutes only.
  const leastAt = until.subtract({ minutes: 1 })
  const staysOpen =
    lockState === 'unlocked' &&
    (relockAt === null || Temporal.Instant.compare(relockAt, leastAt) >= 0)
  if (staysOpen) return undefined
  if (clock.policy.relock === 'by_lender') return { kind: 'indefinite' }
  // A hold ends with its day; the phone locks when somebody is there again.
  return { kind: 'until', relockAt: staffedTime(until, clock) }
}

/** The first moment of the day after `day`, in the lender's zone: a promise for Friday holds through Friday. */
export function endOfDay(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
}

/** The last day that a hold covers, in the lender's zone: what people are told. */
export function lastDayOf(until: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return until.subtract({ milliseconds: 1 }).toZonedDateTimeISO(timeZone).toPlainDate()
}

/** Whether a borrower is told of a hold: a warning is about what is overdue, and says nothing true when nothing is. */
export function isTold({ reason }: { reason: HoldReason }, arrearsMinor: bigint): boolean {
  return reason !== 'warning' || arrearsMinor > 0n
}

/** What staff may place by themselves; the other holds come from a promise, a plan, a return or a message. */
export const staffHoldReasons = ['breathing_space', 'bereavement', 'staff'] as const
export type StaffHoldReason = (typeof staffHoldReasons)[number]

const limits = {
  breathing_space: 'breathingSpaceDays',
  bereavement: 'bereavementDays',
  staff: 'staffMostDays',
  dispute: 'disputeDays',
  dispute_answered: 'disputeAnsweredDays',
  owed_again: 'disputeAnsweredDays',
  provider_outage: 'outageDays',
  warning: 'warningDays',
} as const

/** The most days a hold may last after today, by the lender's policy. */
export function longestHold({ hold }: LenderPolicy, reason: keyof typeof limits): number {
  return hold[limits[reason]]
}

export type HeldTime = {
  fromAt: Temporal.Instant
  untilAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}

/**
 * The day since which there has been a hold on every day, by those placed so far for one cause, the newest first.
 * A hold placed anew on the day after the last one goes on with it: else a limit would be none.
 */
export function heldSince(
  newestFirst: readonly HeldTime[],
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Temporal.PlainDate {
  let since = dayAt(now, timeZone)
  for (const { fromAt, untilAt, endedAt } of newestFirst) {
    const isCutShort = endedAt && Temporal.Instant.compare(endedAt, untilAt) < 0
    const lastDay = lastDayOf(isCutShort ? endedAt : untilAt, timeZone)
    if (Temporal.PlainDate.compare(lastDay.add({ days: 1 }), since) < 0) return since
    since = dayAt(fromAt, timeZone)
  }
  return since
}

/** What a borrower said is wrong, since when it held the lock, and what came of it; null: nothing yet. */
export type DisputeHold = { causeId: string; fromAt: Temporal.Instant; outcome: Outcome | null }

/**
 * Whether what a borrower says is wrong holds the lock (again): once within the time that such a hold may last, and no
 * more after so many answers in ninety days that it was not as they said. Who was right is never counted.
 */
export function mayHoldForDispute(
  { hold }: LenderPolicy,
  before: DisputeHold[],
  now: Temporal.Instant,
): boolean {
  const within = (days: number) =>
    before.filter(
      ({ fromAt, outcome }) =>
        outcome !== 'upheld' && Temporal.Instant.compare(fromAt.add({ hours: 24 * days }), now) > 0,
    )
  const answered = within(90).filter(({ outcome }) => outcome !== null)
  const disputes = new Set(answered.map(({ causeId }) => causeId))
  return within(hold.disputeDays).length === 0 && disputes.size < hold.disputesInNinetyDays
}

/** When a hold ends that is placed now for as long as the policy lets it. */
export function longestUntil(
  policy: LenderPolicy,
  reason: keyof typeof limits,
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Temporal.Instant {
  const today = dayAt(now, timeZone)
  return endOfDay(today.add({ days: longestHold(policy, reason) }), timeZone)
}
