import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'

/**
 * Whether a phone in this state needs no further command for this wish, whatever other lock is on it; `isShorter`: nor
 * stays open for longer than it.
 */
export function satisfies(
  intent: UnlockIntent,
  { actual, relockAt }: Pick<DeviceSnapshot, 'actual' | 'relockAt'>,
  isShorter = false,
): boolean {
  if (actual === 'released') return true
  if (actual !== 'unlocked' || intent.kind === 'release') return false
  if (intent.kind === 'indefinite') return relockAt === undefined
  // A service may keep whole minutes only.
  const leastAt = intent.relockAt.subtract({ minutes: 1 })
  const mostAt = intent.relockAt.add({ minutes: 1 })
  if (isShorter && (!relockAt || Temporal.Instant.compare(relockAt, mostAt) > 0)) return false
  return relockAt === undefined || Temporal.Instant.compare(relockAt, leastAt) >= 0
}
