import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { needsSecondPerson } from '#lib/domain/money/refund-limit.ts'
import { splitRefund } from '#lib/domain/money/refund-split.ts'
import { lockLoan, post } from '#lib/ledger/ledger.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'

export type Reversal = {
  lenderId: string
  paymentId: string
  note: string
  actor: string
  /** The approval by which two people agreed. */
  approvalId: string | null
  now: Temporal.Instant
}

export type Reversed =
  | { outcome: 'reversed' }
  | { outcome: 'already_reversed' }
  | { refusal: 'missing' | 'needs_approval' }

/** Undoes an entry of cash by a posting of its own; the entry stays readable. Once, however often it is asked. */
export async function reverseCash(tx: Tx, reversal: Reversal): Promise<Reversed> {
  const payment = await cashPayment(tx, reversal)
  if (!payment) return { refusal: 'missing' }
  const loan = await lockLoan(tx, payment.loanId)
  const { amountMinor, reversedAt } = (await cashPayment(tx, reversal)) ?? payment
  if (reversedAt) return { outcome: 'already_reversed' }
  const { currency, creditMinor, lender } = loan
  const wish = { currency, amountMinor, givenAloneMinor: 0n }
  if (!reversal.approvalId && needsSecondPerson(lender.policy, wish))
    return { refusal: 'needs_approval' }
  const settlement = await settlementOf(tx, reversal.paymentId)
  const split = splitRefund(amountMinor, { suspenseMinor: 0n, creditMinor, settlement })
  await post(tx, {
    lenderId: lender.id,
    cause: 'cash_reversed',
    causeId: reversal.paymentId,
    currency,
    loanId: loan.loanId,
    paymentId: reversal.paymentId,
    entries: [
      { account: 'cash', amountMinor: -amountMinor },
      { account: 'borrower_credit', amountMinor: split.creditMinor },
      { account: 'loan_receivable', amountMinor: split.loanMinor + split.rebateMinor },
      { account: 'settlement_rebate', amountMinor: -split.rebateMinor },
    ],
  })
  await noteReversed(tx, reversal, amountMinor)
  return { outcome: 'reversed' }
}

/** The loan that an entry of cash is booked to; undefined: it is none. */
export async function loanOfCash(tx: Tx, entry: Reversal): Promise<string | undefined> {
  return (await cashPayment(tx, entry))?.loanId
}

function cashPayment(tx: Tx, { lenderId, paymentId }: Reversal) {
  return tx
    .selectFrom('payments')
    .select(['loanId', 'askedMinor as amountMinor', 'reversedAt'])
    .where('id', '=', paymentId)
    .where('lenderId', '=', lenderId)
    .where('openedBy', '=', 'staff')
    .executeTakeFirst()
}

async function noteReversed(
  tx: Tx,
  { lenderId, paymentId, note, actor, approvalId, now }: Reversal,
  amountMinor: bigint,
): Promise<void> {
  await tx.updateTable('payments').set({ reversedAt: now }).where('id', '=', paymentId).execute()
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'payment.reversed',
    subject: 'payment',
    subjectId: paymentId,
    detail: { note, amountMinor: String(amountMinor), approval: approvalId },
  })
}
