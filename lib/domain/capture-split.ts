import { type Installment, standingOf } from './installments.ts'
import { larger, smaller } from './money.ts'

export type CaptureSplit = { loanMinor: bigint; rebateMinor: bigint; creditMinor: bigint }

export type CapturedMoney = {
  receivedMinor: bigint
  /** What the settlement quote waives. */
  rebateMinor: bigint
  /** Another payment of the loan was booked while this one was under way. */
  isTwin: boolean
  today: Temporal.PlainDate
}

type Books = { schedule: readonly Installment[]; outstandingMinor: bigint }

/**
 * Where captured money goes: to the loan up to what is owed, the rest to the borrower's credit.
 * A twin pays only what is still overdue, because nobody meant to pay twice.
 */
export function splitCapture(books: Books, captured: CapturedMoney): CaptureSplit {
  const { receivedMinor, today, isTwin } = captured
  if (isTwin) {
    const { arrearsMinor } = standingOf(books.schedule, books.outstandingMinor, today)
    const loanMinor = smaller(receivedMinor, arrearsMinor)
    return { loanMinor, rebateMinor: 0n, creditMinor: receivedMinor - loanMinor }
  }
  const rebateMinor = earnedRebate(books, captured)
  const loanMinor = smaller(receivedMinor, books.outstandingMinor - rebateMinor)
  return { loanMinor, rebateMinor, creditMinor: receivedMinor - loanMinor }
}

// The waived part is only given when it ends the loan, as the quote said.
function earnedRebate({ outstandingMinor }: Books, captured: CapturedMoney): bigint {
  const { receivedMinor, rebateMinor } = captured
  const settles = rebateMinor > 0n && receivedMinor + rebateMinor >= outstandingMinor
  return settles ? larger(outstandingMinor - receivedMinor, 0n) : 0n
}
