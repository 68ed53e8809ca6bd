import type { Tx } from '#lib/db/transaction.ts'
import { owedAtSettlement } from '#lib/domain/return/quote.ts'
import { heldWhileHere, payAfterReturnDays, renewalOf } from '#lib/domain/return/return.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'
import { replaceSchedule } from '#lib/ledger/schedules.ts'
import { keptPhotos } from './add-photo.ts'
import { type LockedReturn, lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'
import { quoteInForce } from './quotes.ts'

/** Nobody of the staff has taken a photo, so two people must agree. */
export type PhotosMissing = { refusal: 'needs_approval'; loan: LoanRecord }

/** `approvalId`: by which two people agreed. */
export type Settling = ReturnAct & { approvalId?: string }

export type BookedReturn = ReturnDone & {
  owedAfterMinor: bigint
  heldUntil: Temporal.Instant
}

/**
 * Books what was agreed: the phone's value is taken off what is owed, and what is still owed becomes one
 * installment. The return is the cause of the posting, so it posts once.
 */
export async function bookReturn(
  tx: Tx,
  { approvalId, ...act }: Settling,
): Promise<BookedReturn | ReturnRefusal | PhotosMissing> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  const isSeen = row.state === 'agreed' && row.version === act.seenVersion
  if (!isSeen || row.owedAfterMinor === null) return { refusal: 'changed' }
  if (!approvalId && (await keptPhotos(tx, row.id, 'staff')) === 0n)
    return { refusal: 'needs_approval', loan }
  const { outstandingMinor: quotedMinor } = await quoteInForce(tx, row.id)
  const owedMinor = row.owedAfterMinor
  const owedAfterMinor = owedAtSettlement({ owedMinor, quotedMinor }, loan.outstandingMinor)
  const heldUntil = heldWhileHere({ timeZone: loan.lender.timeZone, now: act.now })
  const isMoved = await moveReturn(tx, act, {
    to: 'settled',
    set: {
      owedAfterMinor,
      approvalId: approvalId ?? null,
      settledAt: act.now,
      nextActionAt: renewalOf(heldUntil),
    },
    detail: { owedAfterMinor: `${owedAfterMinor}`, ...(approvalId && { approval: approvalId }) },
  })
  if (!isMoved) return { refusal: 'changed' }
  await takeOffValue(tx, locked, owedAfterMinor)
  if (owedAfterMinor > 0n) await scheduleRest(tx, locked, { owedAfterMinor, now: act.now })
  return { ...doneTo(locked), owedAfterMinor, heldUntil }
}

async function takeOffValue(
  tx: Tx,
  { row, loan }: LockedReturn,
  owedAfterMinor: bigint,
): Promise<void> {
  const valueMinor = loan.outstandingMinor - owedAfterMinor
  if (valueMinor === 0n) return
  await post(tx, {
    lenderId: row.lenderId,
    cause: 'return',
    causeId: row.id,
    currency: loan.currency,
    loanId: loan.loanId,
    paymentId: null,
    entries: [
      { account: 'return_value', amountMinor: valueMinor },
      { account: 'loan_receivable', amountMinor: -valueMinor },
    ],
  })
}

async function scheduleRest(
  tx: Tx,
  { loan }: LockedReturn,
  { owedAfterMinor, now }: { owedAfterMinor: bigint; now: Temporal.Instant },
): Promise<void> {
  const { loanId, lender } = loan
  const dueOn = now
    .toZonedDateTimeISO(lender.timeZone)
    .toPlainDate()
    .add({ days: payAfterReturnDays })
  await replaceSchedule(tx, {
    lenderId: lender.id,
    loanId,
    source: 'return',
    installments: [{ number: 1, dueOn, amountMinor: owedAfterMinor }],
    now,
  })
}
