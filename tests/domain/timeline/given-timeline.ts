import type { Opening } from '#lib/domain/lock/opening.ts'
import type { TimelineFacts, UnlockFacts } from '#lib/domain/timeline/facts.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'

const start = Temporal.Instant.from('2026-11-21T09:43:00Z')
export const at = (seconds: number) => start.add({ seconds })

export type Given = {
  payment?: Partial<TimelineFacts['payment']>
  unlock?: Partial<UnlockFacts> | null
  lastSeenAt?: Temporal.Instant | null
  isOpen?: boolean
  isOpenedByHand?: boolean
  opening?: Opening
  now?: Temporal.Instant
}

export function facts({
  payment,
  unlock,
  lastSeenAt = at(0),
  isOpen = false,
  isOpenedByHand = false,
  opening = 'within_minutes',
  now = at(60),
}: Given = {}): TimelineFacts {
  return {
    payment: {
      state: 'paid',
      createdAt: at(-60),
      paidAt: at(0),
      bookedAt: at(1),
      checkoutReturnedAt: null,
      effect: 'until',
      ...payment,
    },
    unlock:
      unlock === null
        ? undefined
        : {
            state: 'accepted',
            intent: 'until',
            requestedAt: at(1),
            acceptedAt: at(2),
            confirmedAt: null,
            relockedAt: null,
            deadlineAt: at(3_600),
            lateAt: null,
            errorClass: null,
            ...unlock,
          },
    device: { lastSeenAt, isOpen, isOpenedByHand, opening },
    now,
  }
}

export function told(given: Given = {}) {
  const timeline = timelineOf(facts(given))
  return {
    ...timeline,
    states: timeline.steps.map((step) => step.state),
    notes: timeline.steps.map((step) => step.note),
  }
}
