import type { LockState, UnlockIntent } from './unlock.ts'

/** Why the lock side must leave a phone alone. */
export const holdReasons = [
  'plan_pending',
  'plan_missed',
  'promise',
  'dispute',
  'return',
  'breathing_space',
  'bereavement',
  'provider_outage',
  'staff',
] as const
export type HoldReason = (typeof holdReasons)[number]

export type HoldEnd = 'over' | 'kept' | 'broken' | 'withdrawn' | 'decided' | 'replaced' | 'staff'

export type HeldDevice = { lockState: LockState; relockAt: Temporal.Instant | null }

/** What must be asked of the lock side so that a device stays open until `until`; undefined: nothing. */
export function openingFor(
  device: HeldDevice,
  until: Temporal.Instant,
  relock: 'by_date' | 'by_lender',
): UnlockIntent | undefined {
  const { lockState, relockAt } = device
  if (lockState === 'released' || lockState === 'not_enrolled') return undefined
  const staysOpen =
    lockState === 'unlocked' &&
    (relockAt === null || Temporal.Instant.compare(relockAt, until) >= 0)
  if (staysOpen) return undefined
  return relock === 'by_lender' ? { kind: 'indefinite' } : { kind: 'until', relockAt: until }
}

/** The first moment of the day after `day`, in the lender's zone: a promise for Friday holds through Friday. */
export function endOfDay(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
}
