import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { staffedTime } from './hours.ts'
import { type Installment, type LoanStanding, standingOf } from './installments.ts'
import { larger } from './money.ts'

/** What an amount does to the lock. */
export type Effect =
  | { kind: 'none'; moreNeededMinor: bigint }
  | {
      kind: 'until'
      relockAt: Temporal.Instant
      cleared: boolean
      nextDueOn: Temporal.PlainDate | undefined
    }
  | { kind: 'indefinite'; nextDueOn: Temporal.PlainDate }
  | { kind: 'release' }

/** Whether two effects leave the lock the same. */
export function isSameEffect(a: Effect, b: Effect): boolean {
  if (a.kind !== 'until' || b.kind !== 'until') return a.kind === b.kind
  return Temporal.Instant.compare(a.relockAt, b.relockAt) === 0
}

export type LoanBooks = {
  schedule: readonly Installment[]
  outstandingMinor: bigint
  /** Since when the phone is the lender's again: then no amount does anything to its lock. */
  returnedAt?: Temporal.Instant | null
  /** A plan opens the phone with its first installment, and that is not paid yet. */
  awaitsFirstPayment?: boolean
}
export type LenderClock = { policy: LenderPolicy; timeZone: string; now: Temporal.Instant }

/**
 * What the lock does once `amountMinor` more has been booked, with `rebateMinor` waived.
 * The amount page shows it before paying and the booking decides by it: one rule, read twice.
 */
export function effectOf(
  books: LoanBooks,
  amountMinor: bigint,
  clock: LenderClock,
  rebateMinor = 0n,
): Effect {
  if (books.returnedAt) return { kind: 'none', moreNeededMinor: 0n }
  const { policy, timeZone, now } = clock
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const before = standingOf(books.schedule, books.outstandingMinor, today)
  const leftMinor = larger(books.outstandingMinor - amountMinor - rebateMinor, 0n)
  if (leftMinor === 0n) return { kind: 'release' }

  const after = standingOf(books.schedule, leftMinor, today)
  const none = {
    kind: 'none',
    moreNeededMinor: larger(cheapestUnlockMinor(books, clock) - amountMinor, 1n),
  } as const
  if (books.awaitsFirstPayment && firstPaymentMinor(after) > 0n) return none
  const { partialUnlock } = policy
  const paidOff = before.overdue.length - after.overdue.length
  const partUntil =
    partialUnlock && paidOff >= partialUnlock.installments
      ? today.add({ days: partialUnlock.days })
      : undefined
  if (after.arrearsMinor === 0n) {
    const nextDueOn = after.next?.dueOn ?? today
    if (policy.relock === 'by_lender') return { kind: 'indefinite', nextDueOn }
    // Due today is not late, so the phone stays open through the due date even without grace.
    const clearedUntil = nextDueOn.add({ days: Math.max(policy.graceDays, 1) })
    // Paying all that is overdue never opens for less time than paying a part of it.
    const day = partUntil ? laterDay(clearedUntil, partUntil) : clearedUntil
    return { kind: 'until', relockAt: opensUntil(day, clock), cleared: true, nextDueOn }
  }
  if (partUntil) {
    const endsAt = opensUntil(partUntil, clock)
    return { kind: 'until', relockAt: endsAt, cleared: false, nextDueOn: undefined }
  }
  return none
}

/** The smallest amount that opens the phone today. */
export function cheapestUnlockMinor(
  books: LoanBooks,
  { policy, timeZone, now }: LenderClock,
): bigint {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const standing = standingOf(books.schedule, books.outstandingMinor, today)
  const { overdue, arrearsMinor } = standing
  const enough = policy.partialUnlock?.installments ?? overdue.length
  // Charges outside the schedule are paid before the oldest installment, so they stay in.
  const overdueMinor = overdue.slice(enough).reduce((sum, one) => sum - one.openMinor, arrearsMinor)
  return books.awaitsFirstPayment ? larger(overdueMinor, firstPaymentMinor(standing)) : overdueMinor
}

// What is still missing of a schedule's first installment, with the charges that are paid before it.
function firstPaymentMinor({ installments, overdue, arrearsMinor }: LoanStanding): bigint {
  const chargesMinor = overdue.reduce((rest, one) => rest - one.openMinor, arrearsMinor)
  return chargesMinor + (installments[0]?.openMinor ?? 0n)
}

function laterDay(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b
}

// It locks when somebody is there to help.
function opensUntil(day: Temporal.PlainDate, clock: LenderClock): Temporal.Instant {
  return staffedTime(relockAt(day, clock), clock)
}

/** The moment of `day` at which the lender may lock again. */
export function relockAt(
  day: Temporal.PlainDate,
  { policy, timeZone }: LenderClock,
): Temporal.Instant {
  return day
    .toZonedDateTime({
      timeZone,
      plainTime: Temporal.PlainTime.from({ hour: policy.relockAtHour }),
    })
    .toInstant()
}
