import type { Tx } from '#lib/db/transaction.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import { type LoanRecord, readLoan } from '#lib/ledger/ledger.ts'
import { returnFromEnd } from '#lib/ledger/plan-cost.ts'

type Paying = {
  amountMinor: bigint
  /** What is waived for it. */
  rebateMinor: bigint
  /** The day of what its payer was told, else the one on which it was paid. */
  on: Temporal.PlainDate
  now: Temporal.Instant
}

/** The ledger that money is booked to: when it pays the whole loan, what the plan has not earned by that day falls away first. */
export async function loanToPay(
  tx: Tx,
  loan: LoanRecord,
  { amountMinor, rebateMinor, on, now }: Paying,
): Promise<LoanRecord> {
  const { planCost, outstandingMinor } = loan
  const returnedMinor = unearnedCostMinor(planCost, on)
  const isPaid = amountMinor + rebateMinor + returnedMinor >= outstandingMinor
  if (!planCost || returnedMinor === 0n || !isPaid) return loan
  await returnFromEnd(tx, loan, { ...planCost, returnedMinor, now })
  return readLoan(tx, loan.loanId)
}
