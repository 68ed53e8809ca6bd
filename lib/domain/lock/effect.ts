import { dayAt } from '#lib/domain/day.ts'
import { arrearsOf, type Installment, type LoanArrears } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import { fallingAwayMinor, type SettlementQuote } from '#lib/domain/money/settlement-quote.ts'
import type { PlanCost } from '#lib/domain/plan/cost.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { staffedTime } from './hours.ts'

/** What an amount does to the lock. */
export type Effect =
  | { kind: 'none'; moreNeededMinor: bigint }
  | {
      kind: 'until'
      relockAt: Temporal.Instant
      cleared: boolean
      nextDueOn: Temporal.PlainDate | undefined
    }
  | { kind: 'indefinite'; nextDueOn: Temporal.PlainDate | undefined }
  /** `waits`: money of the loan is disputed; the phone is open, and its lock goes when that is over. */
  | { kind: 'release'; waits?: true }

/** Whether two effects leave the lock the same. */
export function isSameEffect(a: Effect, b: Effect): boolean {
  if (a.kind !== 'until' || b.kind !== 'until') return a.kind === b.kind
  return Temporal.Instant.compare(a.relockAt, b.relockAt) === 0
}

export type LoanBalance = {
  schedule: readonly Installment[]
  outstandingMinor: bigint
  /** Since when the phone is the lender's again: then no amount does anything to its lock. */
  handedBackAt?: Temporal.Instant | null
  /** A plan opens the phone with its first installment, and that is not paid yet. */
  awaitsFirstPayment?: boolean
  /** A payer's bank has taken money back, or was asked to: till that is over no money removes the lock. */
  isDisputed?: boolean
  /** What was said to settle the loan. */
  quotes?: readonly SettlementQuote[]
  /** What the plan costs that the loan runs by. */
  planCost?: PlanCost | null
}
export type LenderClock = { policy: LenderPolicy; timeZone: string; now: Temporal.Instant }

/**
 * What the lock does once `amountMinor` more has been booked, and `awayMinor` falls away with it, by default what was
 * promised for it: the phone opens for as long as the ledger then forbids to lock it, or for what a part of what is overdue buys.
 * The amount page shows it before paying and the booking decides by it: one rule, read twice.
 */
export function effectOf(
  balance: LoanBalance,
  amountMinor: bigint,
  clock: LenderClock,
  awayMinor = fallingAwayMinor(balance, amountMinor, todayOf(clock)),
): Effect {
  if (balance.handedBackAt) return { kind: 'none', moreNeededMinor: 0n }
  const leftMinor = larger(balance.outstandingMinor - amountMinor - awayMinor, 0n)
  if (leftMinor === 0n) return { kind: 'release', ...(balance.isDisputed && { waits: true }) }
  const { policy } = clock
  const after = arrearsOf(balance.schedule, leftMinor, todayOf(clock))
  if (balance.awaitsFirstPayment && firstPaymentMinor(after) > 0n)
    return opensNothing(balance, amountMinor, clock)
  const mayLockAt = graceEndOf(after, clock)
  const isLeftAlone = mayLockAt !== undefined && isAfter(mayLockAt, clock.now)
  const partUntil = partUntilOf(balance, after, clock)
  const cleared = after.arrearsMinor === 0n
  const nextDueOn = cleared ? after.next?.dueOn : undefined
  if (isLeftAlone && policy.relock === 'by_lender') return { kind: 'indefinite', nextDueOn }
  // Paying all that is overdue never opens for less time than paying a part of it.
  const end = laterOf(isLeftAlone ? mayLockAt : undefined, partUntil)
  if (!end) return opensNothing(balance, amountMinor, clock)
  // It locks when somebody is there to help.
  return { kind: 'until', relockAt: staffedTime(end, clock), cleared, nextDueOn }
}

function opensNothing(balance: LoanBalance, amountMinor: bigint, clock: LenderClock): Effect {
  const moreNeededMinor = larger(cheapestUnlockMinor(balance, clock) - amountMinor, 1n)
  return { kind: 'none', moreNeededMinor }
}

/**
 * Until when the ledger forbids to lock a phone, because the oldest installment that is open is not late, or within its days
 * of grace; undefined when a charge outside the schedule is owed, or nothing.
 */
export function graceEndOf(
  { overdue, next, arrearsMinor }: LoanArrears,
  clock: LenderClock,
): Temporal.Instant | undefined {
  const [oldest = next] = overdue
  const hasCharges = overdue.reduce((rest, one) => rest - one.openMinor, arrearsMinor) > 0n
  return oldest && !hasCharges ? graceEndOn(oldest.dueOn, clock) : undefined
}

// Due today is not late, so the phone stays open through the due date even without grace.
function graceEndOn(dueOn: Temporal.PlainDate, clock: LenderClock): Temporal.Instant {
  return relockAt(dueOn.add({ days: Math.max(clock.policy.graceDays, 1) }), clock)
}

// What the lender gives for paying off some of what is overdue.
function partUntilOf(
  balance: LoanBalance,
  after: LoanArrears,
  clock: LenderClock,
): Temporal.Instant | undefined {
  const { partialUnlock } = clock.policy
  if (!partialUnlock) return undefined
  const before = arrearsOf(balance.schedule, balance.outstandingMinor, todayOf(clock))
  const paidOff = before.overdue.length - after.overdue.length
  if (paidOff < partialUnlock.installments) return undefined
  return relockAt(todayOf(clock).add({ days: partialUnlock.days }), clock)
}

/** The smallest amount that opens the phone today; 0: it must be open as it is. */
export function cheapestUnlockMinor(balance: LoanBalance, clock: LenderClock): bigint {
  const arrears = arrearsOf(balance.schedule, balance.outstandingMinor, todayOf(clock))
  const { overdue, arrearsMinor } = arrears
  const beyondGrace = overdue.filter(({ dueOn }) => !isAfter(graceEndOn(dueOn, clock), clock.now))
  const enough = Math.min(
    beyondGrace.length,
    clock.policy.partialUnlock?.installments ?? overdue.length,
  )
  // Charges outside the schedule are paid before the oldest installment, so they stay in.
  const overdueMinor = overdue.slice(enough).reduce((sum, one) => sum - one.openMinor, arrearsMinor)
  return balance.awaitsFirstPayment
    ? larger(overdueMinor, firstPaymentMinor(arrears))
    : overdueMinor
}

// What is still missing of a schedule's first installment, with the charges that are paid before it.
function firstPaymentMinor({ installments, overdue, arrearsMinor }: LoanArrears): bigint {
  const chargesMinor = overdue.reduce((rest, one) => rest - one.openMinor, arrearsMinor)
  return chargesMinor + (installments[0]?.openMinor ?? 0n)
}

function laterOf(
  a: Temporal.Instant | undefined,
  b: Temporal.Instant | undefined,
): Temporal.Instant | undefined {
  return a && b ? (isAfter(a, b) ? a : b) : (a ?? b)
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}

function todayOf({ now, timeZone }: LenderClock): Temporal.PlainDate {
  return dayAt(now, timeZone)
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
