import { closeOfAct } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import { type CashRecorded, type CashTaken, recordCash } from '#lib/payments/cash/record-cash.ts'
import {
  loanOfCash,
  type Reversal,
  type Reversed,
  reverseCash,
} from '#lib/payments/cash/reverse-cash.ts'
import { type Agreed, agreedBy } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { followMoney } from './follow-money.ts'
import { holdReceipt, receiptWaiting, type WaitingReceipt } from './receipt-waits.ts'
import { takeMoneyBack } from './take-money-back.ts'

type CashAsked = CashRecorded | AskedSecond | { refusal: 'receipt_waits'; waiting: WaitingReceipt }

/**
 * Cash that staff took: booked on one person's word where that is enough, else put before a second. A paper receipt that
 * waits for a second person is entered by nobody else.
 */
export async function cashByStaff(
  tx: Tx,
  { note, currency, ...wish }: Omit<CashTaken, 'approvalId'> & { note: string; currency: string },
): Promise<CashAsked> {
  await holdReceipt(tx, wish)
  const waiting = await receiptWaiting(tx, wish)
  if (waiting) return { refusal: 'receipt_waits', waiting }
  const recorded = await takeCash(tx, { ...wish, approvalId: null })
  if ('outcome' in recorded) {
    const asked = { act: 'cash', ...wish } as const
    await closeOfAct(tx, { lenderId: wish.lenderId, asked, now: wish.now })
  }
  if (!('why' in recorded)) return recorded
  const { lenderId, loanId, paymentId, staffId, now, method, officeReceipt, locale } = wish
  const detail: ActAsked = {
    act: 'cash',
    loanId,
    paymentId,
    currency,
    method,
    officeReceipt,
    locale,
    takenOn: wish.takenOn.toString(),
    amountMinor: String(wish.amountMinor),
    seenOutstandingMinor: String(wish.seenOutstandingMinor),
    why: recorded.why,
  }
  return askSecond(tx, detail, { formId: paymentId, note, staffId, lenderId, now })
}

/** Books what two people agreed on; false when the loan is not as it was when it was asked. */
export async function cashAgreed(
  tx: Tx,
  { act: _, why: __, takenOn, ...detail }: Extract<ActDetail, { act: 'cash' }>,
  { lenderId, approvalId, askedBy: staffId, now }: Agreed,
): Promise<boolean> {
  const recorded = await takeCash(tx, {
    ...detail,
    lenderId,
    approvalId,
    staffId,
    now,
    takenOn: Temporal.PlainDate.from(takenOn),
  })
  return 'outcome' in recorded && recorded.outcome === 'recorded'
}

/** Cash booked, and the phone follows as after any payment. */
export async function takeCash(tx: Tx, cash: CashTaken): Promise<CashRecorded> {
  const recorded = await recordCash(tx, cash)
  if ('outcome' in recorded && recorded.outcome === 'recorded')
    await followMoney(tx, recorded, cash.now)
  return recorded
}

type CashReversal = {
  lenderId: string
  paymentId: string
  amountMinor: bigint
  currency: string
  note: string
  staffId: string
  now: Temporal.Instant
}

type ReversalAsked =
  | { outcome: 'reversed' | 'already_reversed' }
  | AskedSecond
  | { refusal: 'missing' }

/** Undoes a wrong entry of cash on one person's word up to the lender's limit; above it, asks a second. */
export async function reverseByStaff(tx: Tx, reversal: CashReversal): Promise<ReversalAsked> {
  const { lenderId, paymentId, amountMinor, currency, note, staffId, now } = reversal
  const entry = { lenderId, paymentId, note, actor: `staff:${staffId}`, now }
  const reversed = await reverse(tx, { ...entry, approvalId: null })
  if ('outcome' in reversed) {
    await closeOfAct(tx, { lenderId, asked: { act: 'reverse_cash', subjectId: paymentId }, now })
    return { outcome: reversed.outcome }
  }
  if (reversed.refusal === 'missing') return { refusal: 'missing' }
  const detail: ActAsked = {
    act: 'reverse_cash',
    paymentId,
    currency,
    amountMinor: String(amountMinor),
  }
  return askSecond(tx, detail, { note, staffId, lenderId, now })
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
  const loanId = await loanOfCash(tx, entry)
  if (!loanId) return { refusal: 'missing' }
  const { paymentId: causeId, actor: takenBy, now } = entry
  const back = { loanId, causeId, takenBy, how: 'by_mistake', now } as const
  return takeMoneyBack(tx, back, () => reverseCash(tx, entry))
}
