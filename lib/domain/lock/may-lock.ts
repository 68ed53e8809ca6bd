import { dayAt } from '#lib/domain/day.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { graceEndOf, type LenderClock, type LoanBalance } from './effect.ts'
import { staffedTime } from './hours.ts'
import { coversIntent, type UnlockIntent } from './unlock.ts'

/** Why a phone may not be locked. */
export const lockBars = ['released', 'hold', 'nothing_overdue', 'grace', 'open_until'] as const
export type LockBar = (typeof lockBars)[number]

export type LockQuestion = {
  balance: LoanBalance
  /** It is locked now: then the question is whether it may stay so. */
  isLocked: boolean
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  /** Until when the longest hold lasts. */
  heldUntil: Temporal.Instant | null
  /** Until when a payment, a plan or staff opened the phone. */
  openUntil: Temporal.Instant | null
}

/**
 * Everything that forbids to lock a phone now, by its holds and by the ledger; none: it may be locked. Against the same a
 * locked phone must be opened (`reasonsToOpen`), so none is ever forbidden to be locked and left so. An agreed plan that
 * opens the phone with its first payment leaves a lock as it is until then.
 */
export function barsToLocking(question: LockQuestion, clock: LenderClock): LockBar[] {
  const ends = endsOfBars(question, clock)
  return lockBars.filter((name) => isLater(ends[name], clock.now))
}

/** Clocks differ: a phone that locks this short before its time is over is left alone. */
export const nearlyOverMinutes = 5

/**
 * Against what a locked phone must be opened; none: it may stay locked, as one does that was handed back: it is the lender's.
 * `lib/lock-rules/lock-facts.ts` asks the database the same.
 */
export function reasonsToOpen(question: LockQuestion, clock: LenderClock): LockBar[] {
  if (question.balance.handedBackAt) return []
  const ends = endsOfBars({ ...question, isLocked: true }, clock)
  const soon = clock.now.add({ minutes: nearlyOverMinutes })
  return lockBars.filter((name) => isLater(ends[name], soon))
}

/** Until when something forbids to lock a phone; null: nothing does. */
export function forbiddenUntil(question: LockQuestion, clock: LenderClock): End {
  const ends = endsOfBars(question, clock)
  return lockBars.map((name) => ends[name]).reduce(laterOf, null)
}

export function laterOf(a: End, b: End): End {
  if (a === 'never' || b === 'never') return 'never'
  if (a === null || b === null) return a ?? b
  return Temporal.Instant.compare(a, b) > 0 ? a : b
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
  // Removing the lock for good cannot be taken back: that nothing is owed does not do so by itself.
  return end && end !== 'never' && !isByCommand
    ? { kind: 'until', relockAt: staffedTime(end, clock) }
    : { kind: 'indefinite' }
}

/** When a bar ends by itself; null: it does not stand. */
export type End = Temporal.Instant | 'never' | null

function endsOfBars(question: LockQuestion, clock: LenderClock): Record<LockBar, End> {
  const { isReleased, heldUntil, openUntil } = question
  return {
    released: isReleased ? 'never' : null,
    hold: heldUntil,
    nothing_overdue: null,
    grace: null,
    ...endByBalance(question, clock),
    open_until: openUntil,
  }
}

// Nothing overdue and the days of grace end at one moment: that at which an unlock earned by paying would have ended.
function endByBalance(
  { balance, isLocked }: LockQuestion,
  clock: LenderClock,
): Partial<Record<LockBar, End>> {
  const { schedule, outstandingMinor, awaitsFirstPayment } = balance
  if (outstandingMinor === 0n) return { nothing_overdue: 'never' }
  if (isLocked && awaitsFirstPayment) return {}
  const today = dayAt(clock.now, clock.timeZone)
  const arrears = arrearsOf(schedule, outstandingMinor, today)
  const end = graceEndOf(arrears, clock)
  if (!end) return {}
  return arrears.arrearsMinor === 0n ? { nothing_overdue: end } : { grace: end }
}

function isLater(end: End, than: Temporal.Instant): boolean {
  return end === 'never' || (end !== null && Temporal.Instant.compare(end, than) > 0)
}
