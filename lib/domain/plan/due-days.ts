import type { InstallmentArrears } from '#lib/domain/money/installments.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'

export type DueDays = {
  rhythm: Rhythm
  /** The due day of the new schedule's installment `index`, counted from 0. */
  on(index: number): Temporal.PlainDate
  /** The index of the first due day that is not before `date`. */
  indexOf(date: Temporal.PlainDate): number
  /** How many due days there are when the term grows by so many months. */
  countWith(extraMonths: number): number
}

/**
 * The days on which a new schedule falls due: in the rhythm of the one before, from its next open installment on, and
 * always after `today`. The 31st is the last day of a shorter month, and the 31st again after it.
 */
export function dueDaysAfter(
  installments: readonly InstallmentArrears[],
  today: Temporal.PlainDate,
): DueDays {
  const rhythm = rhythmOf(installments, today)
  const next = installments.find((one) => one.openMinor > 0n && isAfter(one.dueOn, today))
  const frame = { today, next: next?.dueOn, last: installments.at(-1)?.dueOn }
  return rhythm.by === 'month' ? byMonth(rhythm, frame) : byDays(rhythm, frame)
}

type Frame = {
  today: Temporal.PlainDate
  next: Temporal.PlainDate | undefined
  last: Temporal.PlainDate | undefined
}

// Every due day has a number: its month's, times the days of a month, and its place among these.
function byMonth(rhythm: Extract<Rhythm, { by: 'month' }>, { today, next, last }: Frame): DueDays {
  const { days } = rhythm
  const dayOf = (slot: number) => {
    const month = Math.floor(slot / days.length)
    return dayIn(month, days[slot - month * days.length] ?? 1)
  }
  const slotOf = (date: Temporal.PlainDate) => {
    const off = days.map((day) => Math.abs(day - date.day))
    return monthNumber(date) * days.length + off.indexOf(Math.min(...off))
  }
  const near = slotOf(next ?? today)
  const first = isAfter(dayOf(near), today) ? near : near + 1
  const remaining = last ? Math.max(0, slotOf(last) - first + 1) : 0
  return {
    rhythm,
    on: (index) => dayOf(first + index),
    indexOf: (date) => {
      const slot = slotOf(date)
      return (isAfter(date, dayOf(slot)) ? slot + 1 : slot) - first
    },
    countWith: (extraMonths) => remaining + extraMonths * days.length,
  }
}

function byDays(rhythm: Extract<Rhythm, { by: 'days' }>, { today, next, last }: Frame): DueDays {
  const { every, weekdays } = rhythm
  const anchor = next ?? last ?? today
  const behind = Math.max(0, anchor.until(today).days)
  const start = next ?? anchor.add({ days: (Math.floor(behind / every) + 1) * every })
  const stepped = (steps: number) => start.add({ days: steps * every })
  // Weekdays come again after seven steps: which of these are due.
  const due = sevenSteps.filter((step) => weekdays.includes(stepped(step).dayOfWeek))
  const indexOf = (date: Temporal.PlainDate) => {
    const steps = Math.max(0, Math.ceil(start.until(date).days / every))
    return Math.floor(steps / 7) * due.length + due.filter((step) => step < steps % 7).length
  }
  const end = last && isAfter(last, today) ? last : today
  return {
    rhythm,
    on: (index) => {
      const sevens = Math.floor(index / due.length)
      return stepped(sevens * 7 + (due[index - sevens * due.length] ?? 0))
    },
    indexOf,
    countWith: (extraMonths) => indexOf(end.add({ months: extraMonths, days: 1 })),
  }
}

const sevenSteps = [0, 1, 2, 3, 4, 5, 6]

function dayIn(month: number, day: number): Temporal.PlainDate {
  const year = Math.floor(month / 12)
  return Temporal.PlainDate.from({ year, month: month - year * 12 + 1, day })
}

function monthNumber({ year, month }: Temporal.PlainDate): number {
  return year * 12 + month - 1
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0
}
