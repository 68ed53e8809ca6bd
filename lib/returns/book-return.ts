import { post } from '#lib/db/ledger.ts'
import { replaceSchedule } from '#lib/db/schedules.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { owedAtSettlement } from '#lib/domain/return/quote.ts'
import { heldWhileHere, payAfterReturnDays, renewalOf } from '#lib/domain/return/return.ts'
import { type LockedReturn, lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'
import { quoteInForce } from './quotes.ts'

export type BookedReturn = ReturnDone & {
  owedAfterMinor: bigint
  heldUntil: Temporal.Instant
}

/**
 * Books what was agreed: the phone's value is taken off what is owed, and what is still owed becomes one
 * installment. The return is the cause of the posting, so it posts once.
 */
export async function bookReturn(tx: Tx, act: ReturnAct): Promise<BookedReturn | ReturnRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  if (row.state !== 'agreed' || row.owedAfterMinor === null) return { refusal: 'changed' }
  const { outstandingMinor: quotedMinor } = await quoteInForce(tx, row.id)
  const owedMinor = row.owedAfterMinor
  const owedAfterMinor = owedAtSettlement({ owedMinor, quotedMinor }, loan.outstandingMinor)
  const heldUntil = heldWhileHere({ timeZone: loan.lender.timeZone, now: act.now })
  const isMoved = await moveReturn(tx, act, {
    to: 'settled',
    set: { owedAfterMinor, settledAt: act.now, nextActionAt: renewalOf(heldUntil) },
    detail: { owedAfterMinor: `${owedAfterMinor}` },
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
