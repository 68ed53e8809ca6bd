import { type LenderClock, type LoanBooks, relockAt } from './effect.ts'
import { standingOf } from './installments.ts'

/** Why a phone may not be locked. */
export const lockBars = ['released', 'hold', 'nothing_overdue', 'grace', 'open_until'] as const
export type LockBar = (typeof lockBars)[number]

export type LockQuestion = {
  books: LoanBooks
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  isHeld: boolean
  /** Until when a payment, a plan, a return or staff opened the phone. */
  openUntil: Temporal.Instant | null
}

/** Everything that forbids to lock a phone now, by its holds and by the books; none: it may be locked. */
export function barsToLocking(question: LockQuestion, clock: LenderClock): LockBar[] {
  const { isReleased, isHeld, openUntil } = question
  const isOpen = openUntil !== null && Temporal.Instant.compare(openUntil, clock.now) > 0
  const bars: Record<LockBar, boolean> = {
    released: isReleased,
    hold: isHeld,
    ...barsByBooks(question.books, clock),
    open_until: isOpen,
  }
  return lockBars.filter((name) => bars[name])
}

function barsByBooks(
  { schedule, outstandingMinor }: LoanBooks,
  clock: LenderClock,
): Record<'nothing_overdue' | 'grace', boolean> {
  const today = clock.now.toZonedDateTimeISO(clock.timeZone).toPlainDate()
  const { arrearsMinor, overdue } = standingOf(schedule, outstandingMinor, today)
  if (arrearsMinor === 0n) return { nothing_overdue: true, grace: false }
  const [oldest] = overdue
  // The same day at which an unlock earned by paying would have ended.
  const endsOn = oldest?.dueOn.add({ days: Math.max(clock.policy.graceDays, 1) })
  const isGrace = endsOn && Temporal.Instant.compare(relockAt(endsOn, clock), clock.now) > 0
  return { nothing_overdue: false, grace: Boolean(isGrace) }
}
