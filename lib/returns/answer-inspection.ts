import type { Tx } from '#lib/db/transaction.ts'
import { heldWhileHere, renewalOf } from '#lib/domain/return/return.ts'
import { lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'

export const disputeNoteMaximumLength = 1_000

export type Answer =
  | (ReturnAct & { answer: 'agree' })
  | (ReturnAct & { answer: 'dispute'; note: string })

export type Answered = ReturnDone & { heldUntil: Temporal.Instant }

/** The borrower agrees with the inspection, or says what is wrong with it. */
export async function answerInspection(
  tx: Tx,
  act: Answer,
): Promise<Answered | ReturnRefusal | { refusal: 'note_missing' | 'note_too_long' }> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  if (locked.row.state !== 'inspected') return { refusal: 'changed' }
  const note = act.answer === 'dispute' ? act.note.trim() : ''
  if (act.answer === 'dispute' && !note) return { refusal: 'note_missing' }
  if (note.length > disputeNoteMaximumLength) return { refusal: 'note_too_long' }
  const heldUntil = heldWhileHere({ timeZone: locked.loan.lender.timeZone, now: act.now })
  const nextActionAt = renewalOf(heldUntil)
  const isMoved = await moveReturn(
    tx,
    act,
    act.answer === 'agree'
      ? { to: 'agreed', set: { agreedAt: act.now, nextActionAt } }
      : { to: 'disputed', set: { disputedAt: act.now, disputeNote: note, nextActionAt } },
  )
  return isMoved ? { ...doneTo(locked), heldUntil } : { refusal: 'changed' }
}
