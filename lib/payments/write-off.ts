import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'

/** `approval`: by which two people agreed. */
type WriteOff = { causeId: string; actor: string; approval?: string }

/** Lets go of all that a loan, whose row is held, still owes. Nothing when it owes nothing, or this was done before. */
export async function writeOff(
  tx: Tx,
  { loanId, lender, currency, outstandingMinor }: LoanRecord,
  { causeId, actor, approval }: WriteOff,
): Promise<void> {
  if (outstandingMinor === 0n) return
  const isNew = await post(tx, {
    lenderId: lender.id,
    cause: 'written_off',
    causeId,
    currency,
    loanId,
    paymentId: null,
    entries: [
      { account: 'written_off', amountMinor: outstandingMinor },
      { account: 'loan_receivable', amountMinor: -outstandingMinor },
    ],
  })
  if (!isNew) return
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor,
    action: 'loan.written_off',
    subject: 'loan',
    subjectId: loanId,
    detail: { amountMinor: String(outstandingMinor), currency, ...(approval && { approval }) },
  })
}
