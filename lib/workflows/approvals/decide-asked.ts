import {
  type Decision,
  type DecisionRefusal,
  decideApproval,
  markStale,
} from '#lib/approvals/decide-approval.ts'
import { type AskedAct, closeOfAct } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { actDetailSchema } from '#lib/domain/approval.ts'
import { oweAgainAgreed } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { cashAgreed, reversalAgreed } from '#lib/workflows/money/cash-by-staff.ts'
import { payOutAgreed } from '#lib/workflows/refunds/pay-out-by-staff.ts'
import { refundAgreed } from '#lib/workflows/refunds/refund-by-staff.ts'
import { returnAgreed } from '#lib/workflows/returns/return-by-staff.ts'
import { releaseAgreed } from '#lib/workflows/unlocks/release-by-staff.ts'
import type { Agreed } from './agreed.ts'
import { settingsAgreed } from './settings-agreed.ts'

export type Decided =
  /** `stale`: things are not as they were when it was asked, so nothing was done. */
  { outcome: 'done' | 'refused' | 'stale' } | DecisionRefusal

/**
 * The second person's word about money, a lock or the rules: what is approved is done in the same transaction.
 * What is not done goes back to whoever asked: money that was taken is in no book yet.
 */
export async function decideAsked(tx: Tx, decision: Decision): Promise<Decided> {
  const decided = await decideApproval(tx, decision)
  if ('refusal' in decided) return decided
  const agreed = { ...decided.approval, now: decision.now }
  const outcome = await outcomeOf(tx, decision, agreed)
  await closeOfAct(tx, { lenderId: agreed.lenderId, asked: actOf(agreed), now: decision.now })
  if (outcome !== 'done') await giveBack(tx, agreed)
  return { outcome }
}

async function outcomeOf(
  tx: Tx,
  { decision, staffId }: Decision,
  agreed: Agreed,
): Promise<'done' | 'refused' | 'stale'> {
  if (decision !== 'approved') return decision
  if (await carryOut(tx, agreed)) return 'done'
  const { approvalId, lenderId } = agreed
  await markStale(tx, { approvalId, lenderId, staffId })
  return 'stale'
}

// What was said of it before does not count any more.
function actOf({ kind, subjectId, detail }: Agreed): AskedAct {
  if (kind === 'settings') return { act: kind, subjectId }
  const asked = actDetailSchema.parse(detail)
  return asked.act === 'cash' ? asked : { act: asked.act, subjectId }
}

function giveBack(tx: Tx, { approvalId, lenderId, loanId, askedBy, now }: Agreed): Promise<void> {
  return openCase(tx, {
    lenderId,
    loanId,
    kind: 'approval_not_done',
    takenBy: askedBy,
    takenAt: now,
    dedupeKey: `approval_not_done:${approvalId}`,
    detail: { approval: approvalId },
  })
}

function carryOut(tx: Tx, agreed: Agreed): Promise<boolean> {
  if (agreed.kind === 'settings') return settingsAgreed(tx, agreed)
  const detail = actDetailSchema.parse(agreed.detail)
  if (detail.act === 'refund') return refundAgreed(tx, detail, agreed)
  if (detail.act === 'reverse_cash') return reversalAgreed(tx, detail, agreed)
  if (detail.act === 'owe_again') return oweAgainAgreed(tx, detail, agreed)
  if (detail.act === 'cash') return cashAgreed(tx, detail, agreed)
  if (detail.act === 'pay_out') return payOutAgreed(tx, detail, agreed)
  if (detail.act === 'settle_return') return returnAgreed(tx, detail, agreed)
  return releaseAgreed(tx, detail, agreed)
}
