import { askApproval } from '#lib/approvals/ask-approval.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import { type CashRecorded, type CashTaken, recordCash } from '#lib/payments/record-cash.ts'
import { type Reversal, type Reversed, reverseCash } from '#lib/payments/reverse-cash.ts'
import { type Agreed, agreedBy } from './agreed.ts'
import { followMoney } from './follow-money.ts'
import { revokeUnfounded } from './revoke-unfounded.ts'

/** Cash that staff took: booked, and the phone follows as after any payment. */
export async function takeCash(tx: Tx, cash: CashTaken): Promise<CashRecorded> {
  const recorded = await recordCash(tx, cash)
  if ('outcome' in recorded && recorded.outcome === 'recorded')
    await followMoney(tx, recorded, cash.now)
  return recorded
}

export type CashReversal = {
  lenderId: string
  paymentId: string
  amountMinor: bigint
  currency: string
  note: string
  staffId: string
  now: Temporal.Instant
}

export type ReversalAsked =
  | { outcome: 'reversed' | 'already_reversed' }
  | { outcome: 'asked'; approvalId: string; isNew: boolean }
  | { refusal: 'missing' }

/** Undoes a wrong entry of cash on one person's word up to the lender's limit; above it, asks a second. */
export async function reverseByStaff(tx: Tx, reversal: CashReversal): Promise<ReversalAsked> {
  const { lenderId, paymentId, amountMinor, currency, note, staffId, now } = reversal
  const entry = { lenderId, paymentId, note, actor: `staff:${staffId}`, now }
  const reversed = await reverse(tx, { ...entry, approvalId: null })
  if ('outcome' in reversed) return { outcome: reversed.outcome }
  if (reversed.refusal === 'missing') return { refusal: 'missing' }
  const detail: ActAsked = {
    ...{ act: 'reverse_cash', paymentId, currency },
    amountMinor: String(amountMinor),
  }
  const approval = await askApproval(tx, {
    ...{ kind: 'refund', subjectId: paymentId, detail, reason: note, staffId, lenderId, now },
  })
  return { outcome: 'asked', ...approval }
}

/** Undoes the entry that two people agreed on; false when it was undone before. */
export async function reversalAgreed(
  tx: Tx,
  { paymentId }: Extract<ActDetail, { act: 'reverse_cash' }>,
  agreed: Agreed,
): Promise<boolean> {
  const { lenderId, reason: note, approvalId, now } = agreed
  const entry = { lenderId, paymentId, note, approvalId, actor: agreedBy(agreed), now }
  const reversed = await reverse(tx, entry)
  return 'outcome' in reversed && reversed.outcome === 'reversed'
}

async function reverse(tx: Tx, entry: Reversal): Promise<Reversed> {
  const reversed = await reverseCash(tx, entry)
  if ('loanId' in reversed) await revokeUnfounded(tx, reversed.loanId, entry.now)
  return reversed
}
