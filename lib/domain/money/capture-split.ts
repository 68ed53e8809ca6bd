import { arrearsOf, type Installment } from './installments.ts'
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
    /** What the page itself waived. */
    pageRebateMinor: bigint
    /** In what steps money can go back. */
    stepMinor: bigint
  }
  today: Temporal.PlainDate
}

type Balance = { schedule: readonly Installment[]; outstandingMinor: bigint }

/**
 * Where captured money goes: to the loan, up to what is owed, the oldest installment first; so paying ahead is the credit
 * for the next installment, and only a loan that owes nothing leaves any. Beside another payment it buys what its page
 * said as far as the loan can still take it, and never less than what is overdue: that opens the phone.
 */
export function splitCapture(balance: Balance, captured: CapturedMoney): CaptureSplit {
  const { receivedMinor, paidBeside } = captured
  const rebateMinor = earnedRebate(balance, captured)
  const takenMinor = smaller(receivedMinor, balance.outstandingMinor - rebateMinor)
  if (!paidBeside)
    return {
      loanMinor: takenMinor,
      rebateMinor,
      creditMinor: receivedMinor - takenMinor,
      excessMinor: 0n,
    }
  const loanMinor = smaller(takenMinor, wantedMinor(balance, captured, paidBeside))
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

// The waived part is only given when it ends the loan, as the quote said, with money that stays; what others paid since
// takes nothing from it.
function earnedRebate(balance: Balance, captured: CapturedMoney): bigint {
  const { outstandingMinor } = balance
  const { receivedMinor, rebateMinor, paidBeside } = captured
  const keptMinor = paidBeside
    ? smaller(receivedMinor, wantedMinor(balance, captured, paidBeside))
    : receivedMinor
  const settles = keptMinor + rebateMinor >= outstandingMinor
  return settles ? smaller(rebateMinor, outstandingMinor) : 0n
}

function wantedMinor(
  balance: Balance,
  captured: CapturedMoney,
  beside: NonNullable<CapturedMoney['paidBeside']>,
): bigint {
  return larger(stillToBuy(balance, captured, beside), arrearsMinorOf(balance, captured))
}

// The page said what would be left to pay: what is left above that is still to be bought.
function stillToBuy(
  { outstandingMinor }: Balance,
  { receivedMinor }: CapturedMoney,
  { owedMinor, pageRebateMinor }: NonNullable<CapturedMoney['paidBeside']>,
): bigint {
  const leftMinor = larger(owedMinor - receivedMinor - pageRebateMinor, 0n)
  return larger(outstandingMinor - leftMinor, 0n)
}

function arrearsMinorOf({ schedule, outstandingMinor }: Balance, { today }: CapturedMoney): bigint {
  return arrearsOf(schedule, outstandingMinor, today).arrearsMinor
}
