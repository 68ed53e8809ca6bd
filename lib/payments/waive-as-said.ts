import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'
import { loanToPay } from './loan-to-pay.ts'

type AsSaid = { causeId: string; on: Temporal.PlainDate; now: Temporal.Instant }

/** Waives all that a loan, whose row is held, still owes: what its plan has not earned, and the rest as was said to settle it. */
export async function waiveAsSaid(
  tx: Tx,
  loan: LoanRecord,
  { causeId, on, now }: AsSaid,
): Promise<void> {
  const { loanId, currency, lender } = loan
  const all = { amountMinor: 0n, rebateMinor: loan.outstandingMinor, on, now }
  const { outstandingMinor } = await loanToPay(tx, loan, all)
  await post(tx, {
    lenderId: lender.id,
    cause: 'settled_as_said',
    causeId,
    currency,
    loanId,
    paymentId: null,
    entries: [
      { account: 'settlement_rebate', amountMinor: outstandingMinor },
      { account: 'loan_receivable', amountMinor: -outstandingMinor },
    ],
  })
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor: 'keyturn',
    action: 'loan.settled_as_said',
    subject: 'loan',
    subjectId: loanId,
    detail: { amountMinor: String(outstandingMinor), currency },
  })
}
