import type { LoanBooks } from '#lib/domain/effect.ts'
import { type Installment, standingOf } from '#lib/domain/installments.ts'

export type DueDays = {
  /** The due day of the new schedule's month `index`, counted from 0. */
  on(index: number): Temporal.PlainDate
  /** How many of these months the schedule before still has. */
  remaining: number
}

/**
 * The days on which a new schedule falls due: the borrower's day of the month, from the month of the next open
 * installment on, and always after `today`. The 31st is the last day of a shorter month, and the 31st again after it.
 */
export function dueDaysAfter(
  { schedule, outstandingMinor }: LoanBooks,
  today: Temporal.PlainDate,
): DueDays {
  const day = usualDay(schedule, today)
  const { installments } = standingOf(schedule, outstandingMinor, today)
  const isAhead = (date: Temporal.PlainDate) => Temporal.PlainDate.compare(date, today) > 0
  const next = installments.find((one) => one.openMinor > 0n && isAhead(one.dueOn))
  const month = (next?.dueOn ?? today).toPlainYearMonth()
  const first = isAhead(dayOf(month, day)) ? month : month.add({ months: 1 })
  const last = installments.at(-1)?.dueOn.toPlainYearMonth()
  return {
    on: (index) => dayOf(first.add({ months: index }), day),
    remaining: last ? Math.max(0, monthNumber(last) - monthNumber(first) + 1) : 0,
  }
}

// The day that explains most due dates: 31 explains 28 February, 28 does not explain 31 March. Else that of the next one.
function usualDay(schedule: readonly Installment[], today: Temporal.PlainDate): number {
  const dates = schedule.map(({ dueOn }) => dueOn).toSorted(Temporal.PlainDate.compare)
  const isPast = (date: Temporal.PlainDate) => Temporal.PlainDate.compare(date, today) <= 0
  const nextFirst = [...dates.filter((date) => !isPast(date)), ...dates.filter(isPast).toReversed()]
  const explained = (day: number) =>
    dates.filter((date) => date.day === Math.min(day, date.daysInMonth)).length
  const days = [...new Set(nextFirst.map((date) => date.day))]
  const counts = days.map((day) => ({ day, count: explained(day) }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.day ?? 1
}

function dayOf(month: Temporal.PlainYearMonth, day: number): Temporal.PlainDate {
  return month.toPlainDate({ day: Math.min(day, month.daysInMonth) })
}

function monthNumber({ year, month }: Temporal.PlainYearMonth): number {
  return year * 12 + month
}
