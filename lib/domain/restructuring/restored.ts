import { type Installment, standingOf } from '#lib/domain/installments.ts'

/**
 * What is left of the schedule before a plan, so that it sums to what is outstanding now.
 * Money paid the oldest first; what the plan cost comes with the last installment.
 */
export function restoredSchedule(
  before: readonly Installment[],
  outstandingMinor: bigint,
  today: Temporal.PlainDate,
): Installment[] {
  const { installments } = standingOf(before, outstandingMinor, today)
  const open = installments.filter((one) => one.openMinor > 0n)
  const scheduledMinor = open.reduce((sum, one) => sum + one.openMinor, 0n)
  return open.map(({ dueOn, openMinor }, index) => {
    const restMinor = index === open.length - 1 ? outstandingMinor - scheduledMinor : 0n
    return { number: index + 1, dueOn, amountMinor: openMinor + restMinor }
  })
}
