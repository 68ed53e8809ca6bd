import type { Tx } from '#lib/db/transaction.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { shortenedBy } from '#lib/domain/plan/after-plan.ts'
import { type LoanRecord, post } from './ledger.ts'
import { replaceSchedule } from './schedules.ts'

type Return = { planId: string; returnedMinor: bigint }

/** Takes a part of a plan's cost off what is owed; what was paid beyond is the borrower's credit. Gives what is owed after it. */
export async function returnCost(
  tx: Tx,
  { loanId, lender, currency, outstandingMinor }: LoanRecord,
  { planId, returnedMinor }: Return,
): Promise<bigint> {
  if (returnedMinor === 0n) return outstandingMinor
  const owedMinor = smaller(returnedMinor, outstandingMinor)
  await post(tx, {
    lenderId: lender.id,
    loanId,
    currency,
    paymentId: null,
    cause: 'plan_cost_returned',
    causeId: planId,
    entries: [
      { account: 'plan_cost', amountMinor: returnedMinor },
      { account: 'loan_receivable', amountMinor: -owedMinor },
      { account: 'borrower_credit', amountMinor: owedMinor - returnedMinor },
    ],
  })
  return outstandingMinor - owedMinor
}

/** The same, where the plan's installments stay: the last ones ask for so much less. */
export async function returnFromEnd(
  tx: Tx,
  loan: LoanRecord,
  { planId, returnedMinor, now }: Return & { now: Temporal.Instant },
): Promise<bigint> {
  if (returnedMinor === 0n) return loan.outstandingMinor
  await replaceSchedule(tx, {
    lenderId: loan.lender.id,
    loanId: loan.loanId,
    planId,
    now,
    source: 'plan',
    installments: shortenedBy(loan.schedule, returnedMinor),
  })
  return returnCost(tx, loan, { planId, returnedMinor })
}
