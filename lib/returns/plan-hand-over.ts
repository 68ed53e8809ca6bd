import type { Tx } from '#lib/db/transaction.ts'
import { type HandOver, handOverDay, remindOfHandOver } from '#lib/domain/return/hand-over.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { barToHandOver, timesOfHandOver } from './hand-over-bar.ts'
import { lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'
import { noteQuoted } from './offer-return.ts'
import { currentQuote } from './quotes.ts'

export type HandOverPlanned = ReturnDone & { deviceId: string; heldUntil: Temporal.Instant }
export type HandOverRefusal =
  | ReturnRefusal
  | { refusal: 'quote_changed' }
  | { refusal: 'too_often' }
  /** The phone would be open longer than arrangements may keep it so by themselves. */
  | { refusal: 'open_days_used'; loan: LoanRecord }

/** Arranges how a phone comes back, by the quote that was read. A quote that no longer fits is made anew and shown again. */
export async function planHandOver(
  tx: Tx,
  { handOver, ...act }: ReturnAct & { handOver: HandOver },
): Promise<HandOverPlanned | HandOverRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  if (row.state !== 'offered' || row.version !== act.seenVersion) return { refusal: 'changed' }
  const offer = { returnId: row.id, loan, now: act.now }
  const { quote, isNew } = await currentQuote(tx, offer, false)
  if (isNew) {
    await noteQuoted(tx, offer, quote)
    return { refusal: 'quote_changed' }
  }
  const bar = await barToHandOver(tx, loan, act.now)
  if (bar?.name === 'too_often') return { refusal: 'too_often' }
  if (bar) return { refusal: 'open_days_used', loan }
  const { timeZone } = loan.lender
  const { sendBy, heldUntil } = timesOfHandOver(loan, act.now)
  const columns = handOverColumns(handOver)
  const day = handOverDay({ ...columns, sendBy })
  const nextActionAt = remindOfHandOver(day, { timeZone, now: act.now }) ?? heldUntil
  const times = { arrangedAt: act.now, dataWindowUntil: heldUntil, nextActionAt }
  const isMoved = await moveReturn(tx, act, {
    to: 'arranged',
    set: { ...columns, ...times, sendBy },
    detail: { by: handOver.kind, sendBy: sendBy.toString() },
  })
  if (!isMoved) return { refusal: 'changed' }
  return { ...doneTo(locked), deviceId: row.deviceId, heldUntil }
}

/** The columns that say how a phone comes back. */
export function handOverColumns(handOver: HandOver) {
  if (handOver.kind === 'drop_off')
    return {
      handOver: handOver.kind,
      dropOffPoint: handOver.point,
      courierOn: null,
      courierSlot: null,
      courierAddress: null,
    }
  return {
    handOver: handOver.kind,
    dropOffPoint: null,
    courierOn: handOver.on,
    courierSlot: handOver.slot,
    courierAddress: handOver.address,
  }
}
