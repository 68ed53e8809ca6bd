import { type Effect, effectOf, type LenderClock, type LoanBooks } from './effect.ts'
import { type LoanStanding, standingOf } from './installments.ts'
import { percentOf, smaller } from './money.ts'

export const choiceNames = [
  'arrears',
  'arrears_and_next',
  'installment',
  'settle',
  'other',
] as const
export type ChoiceName = (typeof choiceNames)[number]

export type PaymentChoice = {
  name: Exclude<ChoiceName, 'other'>
  amountMinor: bigint
  rebateMinor: bigint
  effect: Effect
  /** Last day on which a settlement quote stands. */
  validUntil?: Temporal.PlainDate
  nextDueOn?: Temporal.PlainDate
}

export type AmountLimits = { minimumMinor: bigint; maximumMinor: bigint }

/** What a borrower can choose to pay today, each with what it does to the lock; empty when nothing is owed. */
export function paymentChoices(books: LoanBooks, clock: LenderClock): PaymentChoice[] {
  const standing = standingOf(books.schedule, books.outstandingMinor, todayOf(clock))
  const choices: (PaymentChoice | undefined)[] = [
    arrears(books, standing, clock),
    arrearsAndNext(books, standing, clock),
    oneInstallment(books, standing, clock),
    settlement(books, standing, clock),
  ]
  return choices.filter((choice) => choice !== undefined)
}

/** The bounds of an amount the borrower types: never above what is owed, so a tiny rest can be paid whole. */
export function amountLimits(
  books: LoanBooks,
  currency: string,
  { policy }: LenderClock,
): AmountLimits {
  const maximumMinor = books.outstandingMinor
  return {
    minimumMinor: smaller(policy.minimumPaymentMinor[currency] ?? 1n, maximumMinor),
    maximumMinor,
  }
}

function arrears(
  books: LoanBooks,
  standing: LoanStanding,
  clock: LenderClock,
): PaymentChoice | undefined {
  const { arrearsMinor, outstandingMinor } = standing
  if (arrearsMinor === 0n || arrearsMinor === outstandingMinor) return undefined
  return plain('arrears', arrearsMinor, books, clock)
}

function arrearsAndNext(
  books: LoanBooks,
  standing: LoanStanding,
  clock: LenderClock,
): PaymentChoice | undefined {
  const { arrearsMinor, next, outstandingMinor } = standing
  const amountMinor = arrearsMinor + (next?.openMinor ?? 0n)
  if (!next || amountMinor === outstandingMinor) return undefined
  return { ...plain('arrears_and_next', amountMinor, books, clock), nextDueOn: next.dueOn }
}

// Only worth offering when it is less than everything overdue.
function oneInstallment(
  books: LoanBooks,
  standing: LoanStanding,
  clock: LenderClock,
): PaymentChoice | undefined {
  const [oldest, second] = standing.overdue
  if (!oldest || !second) return undefined
  return plain('installment', oldest.openMinor, books, clock)
}

function settlement(
  books: LoanBooks,
  standing: LoanStanding,
  clock: LenderClock,
): PaymentChoice | undefined {
  const { arrearsMinor, outstandingMinor, next } = standing
  if (outstandingMinor === 0n) return undefined
  const { rebatePercent, validDays } = clock.policy.settlement
  const rebateMinor = percentOf(outstandingMinor - arrearsMinor, rebatePercent)
  const amountMinor = outstandingMinor - rebateMinor
  if (amountMinor === 0n) return undefined
  const lastDay = todayOf(clock).add({ days: validDays })
  // The rebate is on what is not due yet, so the quote cannot outlive the next due date.
  const validUntil =
    next && Temporal.PlainDate.compare(next.dueOn, lastDay) < 0 ? next.dueOn : lastDay
  return {
    name: 'settle',
    amountMinor,
    rebateMinor,
    effect: effectOf(books, amountMinor, clock, rebateMinor),
    validUntil,
  }
}

function plain(
  name: PaymentChoice['name'],
  amountMinor: bigint,
  books: LoanBooks,
  clock: LenderClock,
): PaymentChoice {
  return { name, amountMinor, rebateMinor: 0n, effect: effectOf(books, amountMinor, clock) }
}

function todayOf({ now, timeZone }: LenderClock): Temporal.PlainDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate()
}
