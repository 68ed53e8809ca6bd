import { type Installment, standingOf } from './installments.ts'
import type { LenderPolicy } from './lender-policy.ts'
import { larger, smaller } from './money.ts'

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

export type LoanBooks = { schedule: readonly Installment[]; outstandingMinor: bigint }
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
  const { policy, timeZone, now } = clock
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const before = standingOf(books.schedule, books.outstandingMinor, today)
  const leftMinor = larger(books.outstandingMinor - amountMinor - rebateMinor, 0n)
  if (leftMinor === 0n) return { kind: 'release' }

  const after = standingOf(books.schedule, leftMinor, today)
  if (after.arrearsMinor === 0n) {
    const nextDueOn = after.next?.dueOn ?? today
    if (policy.relock === 'by_lender') return { kind: 'indefinite', nextDueOn }
    return {
      kind: 'until',
      relockAt: relockAt(nextDueOn.add({ days: policy.graceDays }), clock),
      cleared: true,
      nextDueOn,
    }
  }
  const { partialUnlock } = policy
  const paidOff = before.overdue.length - after.overdue.length
  if (partialUnlock && paidOff >= partialUnlock.installments) {
    return {
      kind: 'until',
      relockAt: relockAt(today.add({ days: partialUnlock.days }), clock),
      cleared: false,
      nextDueOn: undefined,
    }
  }
  return {
    kind: 'none',
    moreNeededMinor: larger(cheapestUnlockMinor(books, clock) - amountMinor, 1n),
  }
}

/** The smallest amount that opens the phone today. */
export function cheapestUnlockMinor(
  books: LoanBooks,
  { policy, timeZone, now }: LenderClock,
): bigint {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { overdue, arrearsMinor } = standingOf(books.schedule, books.outstandingMinor, today)
  if (!policy.partialUnlock) return arrearsMinor
  const partMinor = overdue
    .slice(0, policy.partialUnlock.installments)
    .reduce((sum, one) => sum + one.openMinor, 0n)
  return overdue.length < policy.partialUnlock.installments
    ? arrearsMinor
    : smaller(partMinor, arrearsMinor)
}

function relockAt(day: Temporal.PlainDate, { policy, timeZone }: LenderClock): Temporal.Instant {
  return day
    .toZonedDateTime({
      timeZone,
      plainTime: Temporal.PlainTime.from({ hour: policy.relockAtHour }),
    })
    .toInstant()
}
