import type { Tx } from '#lib/db/transaction.ts'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import { awaitsPerson, heldWhileHere, renewalOf } from '#lib/domain/return/return.ts'
import { type LockedReturn, lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'
import { quoteInForce } from './quotes.ts'

export type Verdict =
  | { kind: 'keep' }
  | { kind: 'condition'; condition: Condition }
  | { kind: 'lower'; owedMinor: bigint }

export type DisputeDecision = ReturnAct & {
  verdict: Verdict
  /** What the borrower reads. */
  reason: string
}

export type DecisionRefusal = ReturnRefusal | { refusal: 'reason_missing' | 'not_lower' }

export type Decided = ReturnDone & { heldUntil: Temporal.Instant }

/** A person answers a dispute, or an inspection that nobody answered in time. Neither makes it dearer: a figure stays or goes down. */
export async function decideDispute(
  tx: Tx,
  { verdict, reason, ...act }: DisputeDecision,
): Promise<Decided | DecisionRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  if (!awaitsPerson(locked.row, act.now)) return { refusal: 'changed' }
  if (!reason.trim()) return { refusal: 'reason_missing' }
  const outcome = await outcomeOf(tx, locked, verdict)
  if (!outcome) return { refusal: 'not_lower' }
  const heldUntil = heldWhileHere({ timeZone: locked.loan.lender.timeZone, now: act.now })
  const isMoved = await moveReturn(tx, act, {
    to: 'agreed',
    set: {
      ...outcome,
      decisionNote: reason.trim(),
      decidedBy: act.actor,
      agreedAt: act.now,
      nextActionAt: renewalOf(heldUntil),
    },
    detail: { verdict: verdict.kind, owedAfterMinor: `${outcome.owedAfterMinor}` },
  })
  return isMoved ? { ...doneTo(locked), heldUntil } : { refusal: 'changed' }
}

type Outcome = { condition: Condition; owedAfterMinor: bigint }

async function outcomeOf(
  tx: Tx,
  { row }: LockedReturn,
  verdict: Verdict,
): Promise<Outcome | undefined> {
  const { condition, owedAfterMinor } = row
  if (condition === null || owedAfterMinor === null)
    throw new Error(`return ${row.id} is disputed and was not inspected`)
  if (verdict.kind === 'keep') return { condition, owedAfterMinor }
  if (verdict.kind === 'lower')
    return verdict.owedMinor < owedAfterMinor
      ? { condition, owedAfterMinor: verdict.owedMinor }
      : undefined
  const { owedAfter } = await quoteInForce(tx, row.id)
  const owed = owedAfter[verdict.condition]
  if (owed > owedAfterMinor) return undefined
  return { condition: verdict.condition, owedAfterMinor: owed }
}
