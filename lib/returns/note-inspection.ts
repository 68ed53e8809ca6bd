import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { smaller } from '#lib/domain/money/money.ts'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import { isDamageDecided } from '#lib/domain/return/quote.ts'
import { heldWhileHere } from '#lib/domain/return/return.ts'
import { lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'
import { currentQuote } from './quotes.ts'

export type Inspection = ReturnAct & {
  condition: Condition
  note: string
  /** What damage adds, decided by a person; only under a rule that leaves it to one. */
  damageMinor: bigint
}

type InspectionRefusal = ReturnRefusal | { refusal: 'damage_not_decided' | 'damage_without_note' }

export type Inspected = ReturnDone & { heldUntil: Temporal.Instant }

/** Notes how the phone came, and with it what is still owed by the frozen quote. The borrower agrees or disputes. */
export async function noteInspection(
  tx: Tx,
  { condition, note, damageMinor, ...act }: Inspection,
): Promise<Inspected | InspectionRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  if (row.state !== 'received' || row.version !== act.seenVersion) return { refusal: 'changed' }
  const { quote } = await currentQuote(tx, { returnId: row.id, loan, now: act.now }, true)
  if (damageMinor > 0n && !isDamageDecided(quote.terms.rule, condition))
    return { refusal: 'damage_not_decided' }
  if (damageMinor > 0n && !note.trim()) return { refusal: 'damage_without_note' }
  const owedAfterMinor = smaller(quote.owedAfter[condition] + damageMinor, quote.outstandingMinor)
  const { policy, timeZone } = loan.lender
  const { answerWithinDays } = policy.return
  const today = dayAt(act.now, timeZone)
  const answerBy = endOfDay(today.add({ days: answerWithinDays }), timeZone)
  const isMoved = await moveReturn(tx, act, {
    to: 'inspected',
    set: {
      condition,
      owedAfterMinor,
      answerBy,
      inspectionNote: note.trim() || null,
      inspectedAt: act.now,
      inspectedBy: act.actor,
      nextActionAt: answerBy,
    },
    detail: { condition, owedAfterMinor: `${owedAfterMinor}`, damageMinor: `${damageMinor}` },
  })
  if (!isMoved) return { refusal: 'changed' }
  const heldUntil = heldWhileHere({ timeZone, now: act.now }, answerWithinDays)
  return { ...doneTo(locked), heldUntil }
}
