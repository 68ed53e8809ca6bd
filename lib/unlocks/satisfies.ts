import type { UnlockIntent } from '#lib/domain/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'

/** Whether a phone in this state needs no further command for this wish. */
export function satisfies(
  intent: UnlockIntent,
  { actual, otherLocks, relockAt }: DeviceSnapshot,
): boolean {
  if (actual === 'released') return true
  if (actual !== 'unlocked' || otherLocks.length > 0 || intent.kind === 'release') return false
  if (intent.kind === 'indefinite') return relockAt === undefined
  // A service may keep whole minutes only.
  const leastAt = intent.relockAt.subtract({ minutes: 1 })
  return relockAt === undefined || Temporal.Instant.compare(relockAt, leastAt) >= 0
}
