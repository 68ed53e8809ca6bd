import { least, positive } from './balance.ts'
import { dayOf } from './calendar.ts'
import type { Loan } from './loan.ts'

export type GivenBack = { fromSuspense: bigint; fromLoan: bigint; rebateMinor: bigint }

/** Gives back: first what was never booked to the loan, then credit, then what was paid; all of it takes its rebate along. */
export function giveBack(loan: Loan, id: string, amountMinor: bigint): GivenBack {
  const money = loan.moneyOf(id)
  const fromSuspense = least(money.suspenseMinor, amountMinor)
  const fromLoan = amountMinor - fromSuspense
  money.suspenseMinor -= fromSuspense
  money.keptMinor -= fromLoan
  loan.balance.owe(fromLoan)
  if (money.keptMinor > 0n) return { fromSuspense, fromLoan, rebateMinor: 0n }
  const { rebateMinor } = money
  loan.waive(-rebateMinor)
  money.rebateMinor = 0n
  return { fromSuspense, fromLoan, rebateMinor }
}

/** What was to go back has not: it lies where it lay, and the rebate is waived again, never more than is owed. */
export function comeBack(
  loan: Loan,
  id: string,
  { fromSuspense, fromLoan, rebateMinor }: GivenBack,
): void {
  const money = loan.moneyOf(id)
  money.suspenseMinor += fromSuspense
  money.keptMinor += fromLoan
  const owedMinor = loan.balance.owedMinor
  const waivedMinor = least(rebateMinor, positive(owedMinor - fromLoan))
  money.rebateMinor += waivedMinor
  loan.waive(waivedMinor)
  loan.balance.pay(fromLoan)
}

/** What a bank had taken for good comes after all: what was waived with it is waived again, where that ends the loan. */
export function payAgain(
  loan: Loan,
  id: string,
  { fromLoan, rebateMinor }: GivenBack,
  now: Temporal.Instant,
): void {
  const money = loan.moneyOf(id)
  const before = loan.balance.copy()
  loan.endPlanBy(fromLoan + rebateMinor, dayOf(loan.rules, now))
  const { owedMinor } = loan.balance
  const waivedMinor = fromLoan + rebateMinor >= owedMinor ? least(rebateMinor, owedMinor) : 0n
  loan.waive(waivedMinor)
  loan.balance.pay(fromLoan)
  money.keptMinor += fromLoan
  money.rebateMinor += waivedMinor
  money.paidForAgain = loan.effectSince(before, now)
}
