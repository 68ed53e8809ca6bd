import type { Installment } from '#lib/domain/money/installments.ts'

/** How often a loan is paid: on these days of every month, or every so many days, on these weekdays when it is every day. */
export type Rhythm =
  | { by: 'month'; days: readonly number[] }
  | { by: 'days'; every: number; weekdays: readonly number[] }

// Below this a schedule is paid more often than once a month.
const shortestMonthDays = 26
// Between the 15th and the last of a month and back.
const [shortestHalf, longestHalf] = [13, 17]
const everyWeekday = [1, 2, 3, 4, 5, 6, 7]

/** The rhythm that a schedule shows; what is paid less often than monthly, or is too short to show any, counts as monthly. */
export function rhythmOf(schedule: readonly Installment[], today: Temporal.PlainDate): Rhythm {
  const dates = distinct(schedule.map(({ dueOn }) => dueOn))
  const gaps = dates.slice(1).map((date, index) => dates[index]?.until(date).days ?? 0)
  const usualGap = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
  if (gaps.length < 2 || usualGap >= shortestMonthDays)
    return { by: 'month', days: [usualDay(dates, today)] }
  const isHalf = usualGap >= shortestHalf && usualGap <= longestHalf
  const isEven = gaps.every((gap) => gap === usualGap)
  const days = isHalf && !isEven ? twoUsualDays(dates) : undefined
  if (days) return { by: 'month', days }
  return { by: 'days', every: usualGap, weekdays: usualGap === 1 ? workdays(dates) : everyWeekday }
}

function distinct(dates: Temporal.PlainDate[]): Temporal.PlainDate[] {
  const inOrder = dates.toSorted(Temporal.PlainDate.compare)
  return inOrder.filter((date, index) => !inOrder[index - 1]?.equals(date))
}

// The day that explains most due dates: 31 explains 28 February, 28 does not explain 31 March. Else that of the next one.
function usualDay(dates: Temporal.PlainDate[], today: Temporal.PlainDate): number {
  const isPast = (date: Temporal.PlainDate) => Temporal.PlainDate.compare(date, today) <= 0
  const nextFirst = [...dates.filter((date) => !isPast(date)), ...dates.filter(isPast).toReversed()]
  return byExplained(nextFirst)[0]?.day ?? 1
}

// Two days of the month that explain nearly all due dates.
function twoUsualDays(dates: Temporal.PlainDate[]): readonly number[] | undefined {
  const first = byExplained(dates)[0]?.day ?? 1
  const others = dates.filter((date) => !isExplained(date, first))
  const days = [first, byExplained(others)[0]?.day ?? first]
  const explained = dates.filter((date) => days.some((day) => isExplained(date, day)))
  if (explained.length * 10 < dates.length * 9) return undefined
  return days.toSorted((a, b) => a - b)
}

function byExplained(dates: Temporal.PlainDate[]): { day: number; count: number }[] {
  const days = [...new Set(dates.map((date) => date.day))]
  const counted = days.map((day) => ({
    day,
    count: dates.filter((date) => isExplained(date, day)).length,
  }))
  return counted.toSorted((a, b) => b.count - a.count)
}

function isExplained(date: Temporal.PlainDate, day: number): boolean {
  return date.day === Math.min(day, date.daysInMonth)
}

// A weekday that the schedule passes over and never uses is nobody's day to pay.
function workdays(dates: Temporal.PlainDate[]): readonly number[] {
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last || first.until(last).days < 7) return everyWeekday
  const used = new Set(dates.map((date) => date.dayOfWeek))
  return everyWeekday.filter((weekday) => used.has(weekday))
}

/** About how often a month that is. */
export function timesInMonth(rhythm: Rhythm): number {
  if (rhythm.by === 'month') return rhythm.days.length
  if (rhythm.every === 1) return Math.round((30 * rhythm.weekdays.length) / 7)
  return Math.max(1, Math.round(30 / rhythm.every))
}

export type CalledRhythm = {
  rhythm: 'month' | 'half_month' | 'two_weeks' | 'week' | 'day' | 'days'
  /** How many, for `days`. */
  days: number
}

/** How people call a rhythm. */
export function callRhythm(rhythm: Rhythm): CalledRhythm {
  if (rhythm.by === 'month')
    return { rhythm: rhythm.days.length === 1 ? 'month' : 'half_month', days: 0 }
  const { every: days } = rhythm
  return { rhythm: ({ 1: 'day', 7: 'week', 14: 'two_weeks' } as const)[days] ?? 'days', days }
}
