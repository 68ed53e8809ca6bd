import { arrearsOf, type Installment } from './installments.ts'
import { smaller } from './money.ts'

type RefundSplit = {
  suspenseMinor: bigint
  creditMinor: bigint
  loanMinor: bigint
  /** Waived for a settlement that is none any more: owed again, too. */
  rebateMinor: bigint
}

/** What was waived because a payment settled the loan, and how much of that payment the loan and the credit still hold. */
export type Settlement = { keptMinor: bigint; rebateMinor: bigint }

type HeldMoney = { suspenseMinor: bigint; creditMinor: bigint; settlement?: Settlement }

/**
 * Where money that goes back is taken from: what was never booked, then the borrower's credit, then what was paid.
 * Once all of a settlement has gone back, what was waived for it is owed again.
 */
export function splitRefund(amountMinor: bigint, held: HeldMoney): RefundSplit {
  const suspenseMinor = smaller(held.suspenseMinor, amountMinor)
  const bookedMinor = amountMinor - suspenseMinor
  const creditMinor = smaller(held.creditMinor, bookedMinor)
  const { keptMinor = 0n, rebateMinor = 0n } = held.settlement ?? {}
  const isWhole = bookedMinor > 0n && bookedMinor >= keptMinor
  return {
    suspenseMinor,
    creditMinor,
    loanMinor: bookedMinor - creditMinor,
    rebateMinor: isWhole ? rebateMinor : 0n,
  }
}

type RefundEffect = {
  /** How much of it is owed again. */
  owedAgainMinor: bigint
  outstandingMinor: bigint
  /** What is overdue once it is owed again. */
  arrearsMinor: bigint
}

type Balance = { schedule: readonly Installment[]; outstandingMinor: bigint; creditMinor: bigint }

/** What giving money back does to the loan: shown before, booked after. */
export function refundEffect(
  balance: Balance,
  refund: { amountMinor: bigint; suspenseMinor: bigint; settlement?: Settlement },
  today: Temporal.PlainDate,
): RefundEffect {
  const { creditMinor } = balance
  const { loanMinor, rebateMinor } = splitRefund(refund.amountMinor, { ...refund, creditMinor })
  const owedAgainMinor = loanMinor + rebateMinor
  const outstandingMinor = balance.outstandingMinor + owedAgainMinor
  const { arrearsMinor } = arrearsOf(balance.schedule, outstandingMinor, today)
  return { owedAgainMinor, outstandingMinor, arrearsMinor }
}
