import { type ApprovalKind, askApproval } from '#lib/approvals/ask-approval.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked } from '#lib/domain/approval.ts'

type Asking = {
  /** The form's own: sent again it asks for nothing new. */
  formId?: string | undefined
  /** Why, for the second person. */
  note: string
  staffId: string
  lenderId: string
  now: Temporal.Instant
}

export type AskedSecond = {
  outcome: 'asked'
  approvalId: string
  /** False: the same waits already, or was asked by this form before. */
  isNew: boolean
}

/** Puts an act about money or a lock before a second person, where one person's word is not enough. */
export async function askSecond(
  tx: Tx,
  detail: ActAsked,
  { formId, note: reason, ...by }: Asking,
): Promise<AskedSecond> {
  const loanId = 'loanId' in detail ? detail.loanId : undefined
  const approval = await askApproval(tx, {
    id: formId,
    kind: kindOf[detail.act],
    subjectId: subjectOf(detail),
    loanId,
    detail,
    reason,
    ...by,
  })
  return { outcome: 'asked', ...approval }
}

const kindOf = {
  cash: 'cash',
  owe_again: 'owed_again',
  pay_out: 'refund',
  refund: 'refund',
  release: 'release',
  reverse_cash: 'refund',
  settle_return: 'return',
} as const satisfies Record<ActAsked['act'], ApprovalKind>

// One thing waits once: of one payment, one return, one loan.
function subjectOf(detail: ActAsked): string {
  if (detail.act === 'settle_return') return detail.returnId
  return 'paymentId' in detail ? detail.paymentId : detail.loanId
}
