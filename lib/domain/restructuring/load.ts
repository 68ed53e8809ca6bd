import { standingOf } from '#lib/domain/installments.ts'
import { larger } from '#lib/domain/money.ts'
import { dueDaysAfter } from './due-days.ts'
import type { Plan, PlanGround } from './plan.ts'

export type MonthlyLoad = {
  /** The most that the schedule of today asks for in one month, what is overdue included. */
  mostMinor: bigint
  /** The same without what is overdue: what the borrower is used to. */
  usualMinor: bigint
}

/** How heavy the schedule of today is, month by month, so that any other rhythm compares with a plan's. */
export function monthlyLoad({ books, today }: PlanGround): MonthlyLoad {
  const { installments, arrearsMinor } = standingOf(books.schedule, books.outstandingMinor, today)
  const { on, remaining } = dueDaysAfter(books, today)
  const open = installments.filter((one) => one.state === 'due')
  const months = Array.from({ length: Math.max(remaining, 1) + 1 }, (_, index) => {
    const isIn = (day: Temporal.PlainDate) =>
      Temporal.PlainDate.compare(day, on(index)) <= 0 &&
      (index === 0 || Temporal.PlainDate.compare(day, on(index - 1)) > 0)
    return open.filter((one) => isIn(one.dueOn)).reduce((sum, one) => sum + one.openMinor, 0n)
  })
  const most = (sums: bigint[]) => sums.reduce(larger, 0n)
  const [first = 0n, ...later] = months
  const largest = most(installments.map((one) => one.amountMinor))
  return {
    mostMinor: most([first + arrearsMinor, ...later]),
    usualMinor: most(months) || largest,
  }
}

/** Whether a plan is easier than today: less in its heaviest month, or a pause that makes no month heavier. */
export function isEasier({ highestMinor, terms }: Plan, ground: PlanGround): boolean {
  const { mostMinor } = monthlyLoad(ground)
  return highestMinor < mostMinor || (terms.pauseMonths > 0 && highestMinor <= mostMinor)
}
