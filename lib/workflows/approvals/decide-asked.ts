import {
  type Decision,
  type DecisionRefusal,
  decideApproval,
  markStale,
} from '#lib/approvals/decide-approval.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { actDetailSchema } from '#lib/domain/approval.ts'
import { oweAgainAgreed } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { cashAgreed, reversalAgreed } from '#lib/workflows/money/cash-by-staff.ts'
import { refundAgreed } from '#lib/workflows/refunds/refund-by-staff.ts'
import { returnAgreed } from '#lib/workflows/returns/return-by-staff.ts'
import { releaseAgreed } from '#lib/workflows/unlocks/release-by-staff.ts'
import type { Agreed } from './agreed.ts'
import { settingsAgreed } from './settings-agreed.ts'

export type Decided =
  /** `stale`: things are not as they were when it was asked, so nothing was done. */
  { outcome: 'done' | 'refused' | 'stale' } | DecisionRefusal

/** The second person's word about money, a lock or the rules: what is approved is done in the same transaction. */
export async function decideAsked(tx: Tx, decision: Decision): Promise<Decided> {
  const decided = await decideApproval(tx, decision)
  if ('refusal' in decided) return decided
  if (decision.decision === 'refused') return { outcome: 'refused' }
  const agreed = { ...decided.approval, now: decision.now }
  if (await carryOut(tx, agreed)) return { outcome: 'done' }
  const { approvalId, lenderId } = agreed
  await markStale(tx, { approvalId, lenderId, staffId: decision.staffId })
  return { outcome: 'stale' }
}

function carryOut(tx: Tx, agreed: Agreed): Promise<boolean> {
  if (agreed.kind === 'settings') return settingsAgreed(tx, agreed)
  const detail = actDetailSchema.parse(agreed.detail)
  if (detail.act === 'refund') return refundAgreed(tx, detail, agreed)
  if (detail.act === 'reverse_cash') return reversalAgreed(tx, detail, agreed)
  if (detail.act === 'owe_again') return oweAgainAgreed(tx, detail, agreed)
  if (detail.act === 'cash') return cashAgreed(tx, detail, agreed)
  if (detail.act === 'settle_return') return returnAgreed(tx, detail, agreed)
  return releaseAgreed(tx, detail, agreed)
}
