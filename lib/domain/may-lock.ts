import { type LenderClock, type LoanBooks, relockAt } from './effect.ts'
import { staffedTime } from './hours.ts'
import { standingOf } from './installments.ts'
import { coversIntent, type UnlockIntent } from './unlock.ts'

/** Why a phone may not be locked. */
export const lockBars = ['released', 'hold', 'nothing_overdue', 'grace', 'open_until'] as const
export type LockBar = (typeof lockBars)[number]

export type LockQuestion = {
  books: LoanBooks
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  /** Until when the longest hold lasts. */
  heldUntil: Temporal.Instant | null
  /** Until when a payment, a plan, a return or staff opened the phone. */
  openUntil: Temporal.Instant | null
}

/** Everything that forbids to lock a phone now, by its holds and by the books; none: it may be locked. */
export function barsToLocking(question: LockQuestion, clock: LenderClock): LockBar[] {
  const ends = endsOfBars(question, clock)
  return lockBars.filter((name) => isLater(ends[name], clock.now))
}

export type LockedQuestion = LockQuestion & {
  /** Since when the phone is locked; null: since now. */
  lockedSince: Temporal.Instant | null
  /** Its plan opens the phone with the first payment, and none has come. */
  awaitsFirstPayment: boolean
}

/** Clocks differ: a phone that locks this short before its time is over is left alone. */
export const nearlyOverMinutes = 5

/**
 * Against what a phone is locked that must be opened for it; none: it may stay locked.
 * Less than what forbids to lock it: a lock that was lawful when it came is not undone by a day of grace, nor by an
 * agreed plan that opens the phone with its first payment; one that was handed back is the lender's again.
 * `lib/db/lock-facts.ts` asks the database the same.
 */
export function reasonsToOpen(question: LockedQuestion, clock: LenderClock): LockBar[] {
  if (question.books.returnedAt) return []
  const ends = endsOfBars(question, clock)
  const soon = clock.now.add({ minutes: nearlyOverMinutes })
  return lockBars.filter((name) => isLater(ends[name], soon) && !mayWait(name, question, clock))
}

function mayWait(name: LockBar, question: LockedQuestion, clock: LenderClock): boolean {
  if (name === 'nothing_overdue') return question.awaitsFirstPayment
  return name === 'grace' && (question.awaitsFirstPayment || isForSomethingOlder(question, clock))
}

// What is overdue now was not when the phone was locked: it was for something older, which has been paid since.
function isForSomethingOlder(
  { books, lockedSince }: LockedQuestion,
  { now, timeZone }: LenderClock,
): boolean {
  const lockedOn = (lockedSince ?? now).toZonedDateTimeISO(timeZone).toPlainDate()
  return standingOf(books.schedule, books.outstandingMinor, lockedOn).arrearsMinor === 0n
}

/** What opens a phone for as long as the longest of these reasons lasts. A hold asks for itself: openingFor. */
export function reopeningFor(
  reasons: readonly LockBar[],
  question: LockQuestion,
  clock: LenderClock,
): UnlockIntent | undefined {
  return reasons
    .map((reason) => wishOf(reason, question, clock))
    .reduce((a, b) => (a && (!b || coversIntent(a, b)) ? a : b), undefined)
}

function wishOf(
  reason: LockBar,
  question: LockQuestion,
  clock: LenderClock,
): UnlockIntent | undefined {
  if (reason === 'hold') return undefined
  if (reason === 'released') return { kind: 'release' }
  const end = endsOfBars(question, clock)[reason]
  // Whoever locks by a command of its own is given no date, but what was opened until a date was sold so.
  const isByCommand = clock.policy.relock === 'by_lender' && reason !== 'open_until'
  // Removing the lock for good cannot be taken back: books that owe nothing do not do so by themselves.
  return end && end !== 'never' && !isByCommand
    ? { kind: 'until', relockAt: staffedTime(end, clock) }
    : { kind: 'indefinite' }
}

/** When a bar ends by itself; null: it does not stand. */
type End = Temporal.Instant | 'never' | null

function endsOfBars(question: LockQuestion, clock: LenderClock): Record<LockBar, End> {
  const { books, isReleased, heldUntil, openUntil } = question
  return {
    released: isReleased ? 'never' : null,
    hold: heldUntil,
    nothing_overdue: null,
    grace: null,
    ...endByBooks(books, clock),
    open_until: openUntil,
  }
}

// Nothing overdue and the days of grace end at one moment: that at which an unlock earned by paying would have ended.
function endByBooks(
  { schedule, outstandingMinor }: LoanBooks,
  clock: LenderClock,
): Partial<Record<LockBar, End>> {
  if (outstandingMinor === 0n) return { nothing_overdue: 'never' }
  const today = clock.now.toZonedDateTimeISO(clock.timeZone).toPlainDate()
  const { arrearsMinor, overdue, next } = standingOf(schedule, outstandingMinor, today)
  const isBeyondSchedule =
    arrearsMinor > overdue.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const [oldest = next] = overdue
  if (!oldest || isBeyondSchedule) return {}
  const end = relockAt(oldest.dueOn.add({ days: Math.max(clock.policy.graceDays, 1) }), clock)
  return arrearsMinor === 0n ? { nothing_overdue: end } : { grace: end }
}

function isLater(end: End, than: Temporal.Instant): boolean {
  return end === 'never' || (end !== null && Temporal.Instant.compare(end, than) > 0)
}
