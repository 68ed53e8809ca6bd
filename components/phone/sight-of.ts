import type { LockReason } from '#lib/domain/lock/lock-reason.ts'
import type { PhoneSight } from './phone-picture.tsx'

const sights: Record<LockReason, PhoneSight> = {
  open: 'open',
  released: 'open',
  returned: 'open',
  overdue: 'locked',
  offline_lock: 'locked',
  other_lock: 'locked',
  plan_not_begun: 'locked',
  locked_without_reason: 'locked',
  locked_and_watched: 'locked',
  opening: 'unlocking',
  paid_not_confirmed: 'unlocking',
  unknown: 'waiting',
}

export function sightOf({ reason }: { reason: LockReason }): PhoneSight {
  return sights[reason]
}
