import { type Installment, standingOf } from './installments.ts'
import { larger, smaller } from './money.ts'

export type CaptureSplit = {
  loanMinor: bigint
  rebateMinor: bigint
  /** What is more than the loan owes: the borrower's. */
  creditMinor: bigint
  /** What others have paid meanwhile: it goes back to the payer. */
  excessMinor: bigint
}

export type CapturedMoney = {
  receivedMinor: bigint
  /** What the settlement quote waives. */
  rebateMinor: bigint
  /** Set when what others have paid meanwhile goes back: what the payer's page said was owed. */
  paidBeside?: {
    owedMinor: bigint
    /** In what steps money can go back. */
    stepMinor: bigint
  }
  today: Temporal.PlainDate
}

type Books = { schedule: readonly Installment[]; outstandingMinor: bigint }

/**
 * Where captured money goes: to the loan, up to what is owed, the oldest installment first; so paying ahead is the credit
 * for the next installment, and only a loan that owes nothing leaves any. Beside another payment it buys what its page
 * said as far as the loan can still take it, and never less than what is overdue: that opens the phone.
 */
export function splitCapture(books: Books, captured: CapturedMoney): CaptureSplit {
  const { receivedMinor, paidBeside } = captured
  const rebateMinor = earnedRebate(books, captured)
  const takenMinor = smaller(receivedMinor, books.outstandingMinor - rebateMinor)
  if (!paidBeside)
    return {
      loanMinor: takenMinor,
      rebateMinor,
      creditMinor: receivedMinor - takenMinor,
      excessMinor: 0n,
    }
  const loanMinor = smaller(
    takenMinor,
    larger(stillToBuy(books, captured, paidBeside), arrearsOf(books, captured)),
  )
  // Less than a whole step cannot go back: it stays the borrower's, what is owed first.
  const oddMinor = (receivedMinor - loanMinor) % paidBeside.stepMinor
  const oddToLoanMinor = smaller(oddMinor, takenMinor - loanMinor)
  return {
    loanMinor: loanMinor + oddToLoanMinor,
    rebateMinor,
    creditMinor: oddMinor - oddToLoanMinor,
    excessMinor: receivedMinor - loanMinor - oddMinor,
  }
}

// The waived part is only given when it ends the loan, as the quote said; what others paid since takes nothing from it.
function earnedRebate({ outstandingMinor }: Books, captured: CapturedMoney): bigint {
  const { receivedMinor, rebateMinor } = captured
  const settles = receivedMinor + rebateMinor >= outstandingMinor
  return settles ? smaller(rebateMinor, outstandingMinor) : 0n
}

// The page said what would be left to pay: what is left above that is still to be bought.
function stillToBuy(
  { outstandingMinor }: Books,
  { receivedMinor, rebateMinor }: CapturedMoney,
  { owedMinor }: { owedMinor: bigint },
): bigint {
  const leftMinor = larger(owedMinor - receivedMinor - rebateMinor, 0n)
  return larger(outstandingMinor - leftMinor, 0n)
}

function arrearsOf({ schedule, outstandingMinor }: Books, { today }: CapturedMoney): bigint {
  return standingOf(schedule, outstandingMinor, today).arrearsMinor
}
