import { endOfDay } from '#lib/domain/lock/hold.ts'
import type { Installment } from '#lib/domain/money/installments.ts'

/** When a running plan must be looked at next: once its next due day is over, and at least once a day. */
export function nextReviewAt(
  installments: readonly Installment[],
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
): Temporal.Instant {
  const tomorrow = now.add({ hours: 24 })
  return installments
    .map(({ dueOn }) => endOfDay(dueOn, timeZone))
    .filter((at) => Temporal.Instant.compare(at, now) > 0)
    .reduce(earlier, tomorrow)
}

export function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b
}

/** Early enough to lengthen a hold before the phone locks at its end. */
export function beforeEndOf(until: Temporal.Instant): Temporal.Instant {
  return until.subtract({ hours: 1 })
}
