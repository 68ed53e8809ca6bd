import { type Installment, standingOf } from './installments.ts'
import { smaller } from './money.ts'

export type RefundSplit = { suspenseMinor: bigint; creditMinor: bigint; loanMinor: bigint }

/** Where money that goes back is taken from: what was never booked, then the borrower's credit, then what was paid. */
export function splitRefund(
  amountMinor: bigint,
  held: { suspenseMinor: bigint; creditMinor: bigint },
): RefundSplit {
  const suspenseMinor = smaller(held.suspenseMinor, amountMinor)
  const creditMinor = smaller(held.creditMinor, amountMinor - suspenseMinor)
  return { suspenseMinor, creditMinor, loanMinor: amountMinor - suspenseMinor - creditMinor }
}

export type RefundEffect = {
  /** How much of it is owed again. */
  owedAgainMinor: bigint
  outstandingMinor: bigint
  /** What is overdue once it is owed again. */
  arrearsMinor: bigint
}

type Books = { schedule: readonly Installment[]; outstandingMinor: bigint; creditMinor: bigint }

/** What giving money back does to the loan: shown before, booked after. */
export function refundEffect(
  books: Books,
  refund: { amountMinor: bigint; suspenseMinor: bigint },
  today: Temporal.PlainDate,
): RefundEffect {
  const { creditMinor } = books
  const { loanMinor } = splitRefund(refund.amountMinor, { ...refund, creditMinor })
  const outstandingMinor = books.outstandingMinor + loanMinor
  const { arrearsMinor } = standingOf(books.schedule, outstandingMinor, today)
  return { owedAgainMinor: loanMinor, outstandingMinor, arrearsMinor }
}
