import { arrearsOf, type Installment } from '#lib/domain/money/installments.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { dueDaysAfter } from './due-days.ts'

export type Owed = {
  outstandingMinor: bigint
  /** What of it is not of the schedule before: what the plan has cost. */
  costMinor: bigint
}

/**
 * What is left of the schedule before a plan: all that was paid since counts for its oldest installments. What the plan
 * has cost comes at the end: with the last installment, or, when that is over, on the first due day after today.
 */
export function restoredSchedule(
  before: readonly Installment[],
  { outstandingMinor, costMinor }: Owed,
  today: Temporal.PlainDate,
): Installment[] {
  const withoutCostMinor = outstandingMinor - costMinor
  const { installments } = arrearsOf(before, withoutCostMinor, today)
  const open = installments.filter((one) => one.openMinor > 0n)
  const rest = open.map(({ dueOn, openMinor }) => ({ dueOn, amountMinor: openMinor }))
  const last = installments.at(-1)
  const isAhead = last && Temporal.PlainDate.compare(last.dueOn, today) >= 0
  const costDueOn = isAhead ? last.dueOn : dueDaysAfter(installments, today).on(0)
  const all = costMinor > 0n ? withMore(rest, { dueOn: costDueOn, amountMinor: costMinor }) : rest
  return numbered(all)
}

type Due = Omit<Installment, 'number'>

function withMore(rest: Due[], more: Due): Due[] {
  const last = rest.at(-1)
  if (!last?.dueOn.equals(more.dueOn)) return [...rest, more]
  return [...rest.slice(0, -1), { ...last, amountMinor: last.amountMinor + more.amountMinor }]
}

/** The same schedule for so much less: what is taken off is taken off its end. */
export function shortenedBy(
  schedule: readonly Installment[],
  returnedMinor: bigint,
): Installment[] {
  let leftMinor = returnedMinor
  const latestFirst = schedule.toReversed().map((one) => {
    const takenMinor = smaller(leftMinor, one.amountMinor)
    leftMinor -= takenMinor
    return { ...one, amountMinor: one.amountMinor - takenMinor }
  })
  return numbered(latestFirst.toReversed().filter((one) => one.amountMinor > 0n))
}

function numbered(schedule: Due[]): Installment[] {
  return schedule.map(({ dueOn, amountMinor }, index) => ({
    number: index + 1,
    dueOn,
    amountMinor,
  }))
}
